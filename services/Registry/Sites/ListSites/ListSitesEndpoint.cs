using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Sites.ListSites;

internal static class ListSitesEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/sites", HandleAsync).AllowAnonymous()
            .WithName("Registry_ListSites").WithSummary("All sites, by code.")
            .ProducesProblem(400);

    internal static async Task<Results<Ok<Page<SiteAnswer>>, ProblemHttpResult>> HandleAsync(
        int? limit, string? after, Database<RegistryDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var most = Paging.Limit(check, limit);
        var last = Paging.After<string>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var sites = await db.Sites.Where(s => last == null || s.Code.CompareTo(last) > 0).OrderBy(s => s.Code).Take(most + 1).ToListAsync(ct);
        return TypedResults.Ok(sites.ConvertAll(SiteAnswer.Of).ToPage(most, s => s.Code));
    }
}
