using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.FamilyLinks.ListLinks;

/// <summary>Who may act for a resident, or asks to.</summary>
internal static class ListLinksEndpoint
{
    private const int Most = 100;

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/residents/{id:guid}/family-links", HandleAsync).AllowSignedIn()
            .WithName("Registry_ListFamilyLinks").WithSummary("A resident's family links, confirmed and pending.")
            .ProducesProblem(401).ProducesProblem(404);

    internal static async Task<Results<Ok<Page<FamilyLinkAnswer>>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<RegistryDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Residents.SingleOrDefaultAsync(r => r.Id == id, ct) is not { } resident
            || !(caller.MayLink(resident) || caller.MayAudit(resident.Subdistrict)))
            return new Absent().ToProblem();
        var links = await db.FamilyLinks.Where(l => l.ResidentId == id && l.Status != FamilyLinkStatus.Withdrawn)
            .OrderBy(l => l.CreatedAt).ThenBy(l => l.Id).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(new Page<FamilyLinkAnswer>(links.ConvertAll(FamilyLinkAnswer.Of), null));
    }
}
