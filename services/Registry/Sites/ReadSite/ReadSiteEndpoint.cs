using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Registry.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.Sites.ReadSite;

internal static class ReadSiteEndpoint
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/sites/{code}", HandleAsync).AllowAnonymous()
            .WithName("Registry_ReadSite").WithSummary("One site.")
            .ProducesProblem(404);

    internal static async Task<Results<Ok<SiteAnswer>, ProblemHttpResult>> HandleAsync(string code, Database<RegistryDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Sites.SingleOrDefaultAsync(s => s.Code == code, ct) is { } site
            ? TypedResults.Ok(SiteAnswer.Of(site))
            : new Absent().ToProblem();
    }
}
