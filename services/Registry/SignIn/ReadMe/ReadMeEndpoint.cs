using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.FamilyLinks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn.ReadMe;

/// <summary>Who I am and whom I may act for.</summary>
internal static class ReadMeEndpoint
{
    private const string Self = "本人";

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/me", HandleAsync).AllowSignedIn()
            .WithName("Registry_ReadMe").WithSummary("Who I am and whom I may act for.")
            .ProducesProblem(401);

    internal static async Task<Ok<Response>> HandleAsync(Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var ids = caller.Residents.ToList();
        var names = await db.Residents.Where(r => ids.Contains(r.Id)).Select(r => new { r.Id, r.Name }).ToListAsync(ct);
        var relations = await db.FamilyLinks.Where(l => l.PersonId == caller.Id && l.Status == FamilyLinkStatus.Confirmed)
            .Select(l => new { l.ResidentId, l.Relation }).ToListAsync(ct);
        var residents = names
            .Select(r => new ActsFor(r.Id, r.Name, relations.FirstOrDefault(l => l.ResidentId == r.Id)?.Relation ?? Self))
            .OrderBy(r => r.Relation == Self ? 0 : 1).ThenBy(r => r.Name, StringComparer.Ordinal);
        return TypedResults.Ok(new Response(
            caller.Id, [.. caller.Roles.Order()], [.. caller.Sites.Order(StringComparer.Ordinal)], caller.Subdistrict, [.. residents]));
    }

    internal sealed record Response(
        Guid Id, IReadOnlyList<Role> Roles, IReadOnlyList<string> Sites, string? Subdistrict, IReadOnlyList<ActsFor> Residents);

    internal sealed record ActsFor(Guid Id, string Name, string Relation);
}
