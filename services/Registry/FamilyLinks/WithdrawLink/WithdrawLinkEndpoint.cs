using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.FamilyLinks.WithdrawLink;

/// <summary>Withdrawn by the resident, the person, or staff. Answers when the withdrawal is delivered: it counts on the next request.</summary>
internal static class WithdrawLinkEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapDelete("/api/family-links/{id:guid}", HandleAsync).AllowSignedIn()
            .WithName("Registry_WithdrawFamilyLink").WithSummary("Withdraws a family link.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404);

    internal static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        var withdrawn = await database.WriteAndDeliverAsync<Result<Done>>(
            async unit =>
            {
                if (await unit.Db.FamilyLinks.FindAsync([id], ct) is not { } link)
                    return new Absent();
                var resident = await unit.Db.Residents.SingleAsync(r => r.Id == link.ResidentId, ct);
                if (!caller.MayLink(resident) && link.PersonId != caller.Id)
                    return new Absent();
                var isResident = await unit.Db.Persons.AnyAsync(p => p.Id == caller.Id && p.ResidentId == resident.Id, ct);
                if (!isResident && link.PersonId != caller.Id && !caller.ServesInPerson(resident))
                    return new Forbidden();
                if (link.Status != FamilyLinkStatus.Withdrawn)
                    link.Withdraw(unit, caller.Id);
                return Done.Instance;
            },
            ct);
        return withdrawn.Match<Results<NoContent, ProblemHttpResult>>(_ => TypedResults.NoContent(), error => error.ToProblem());
    }
}
