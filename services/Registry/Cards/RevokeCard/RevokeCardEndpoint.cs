using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Cards.RevokeCard;

/// <summary>A lost card counts no longer; by officers, the resident or family.</summary>
internal static class RevokeCardEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/residents/{id:guid}/card", HandleAsync).AllowSignedIn()
            .WithName("Registry_RevokeCard").WithSummary("Revokes the resident's card.")
            .ProducesProblem(401).ProducesProblem(404);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        var revoked = await database.WriteAndDeliverAsync<Result<Done>>(
            async unit =>
            {
                if (await unit.Db.Residents.FindAsync([id], ct) is not { } resident
                    || !(caller.IsOfficerOf(resident.Subdistrict) || caller.ActsFor(id)))
                    return new Absent();
                if (await unit.Db.Cards.SingleOrDefaultAsync(c => c.ResidentId == id && c.RevokedAt == null, ct) is not { } card)
                    return new Absent();
                card.Revoke(unit.Now, card.Version + 1);
                card.Tell(unit, resident.Subdistrict);
                return Done.Instance;
            },
            ct);
        return revoked.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }
}
