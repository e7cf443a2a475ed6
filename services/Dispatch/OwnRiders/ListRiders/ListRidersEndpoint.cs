using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.OwnRiders.ListRiders;

/// <summary>Who may be given a shift: the riders of the caller's subdistrict, by id; what they are called Registry knows.</summary>
internal static class ListRidersEndpoint
{
    private const int Most = 500;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/rider/riders", HandleAsync)
            .AllowRoles(Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_ListRiders")
            .WithSummary("The ids of the town's own riders in the caller's subdistrict.");

    internal sealed record RiderView(Guid Id);

    private static async Task<Ok<Page<RiderView>>> HandleAsync(Caller caller, Database<DispatchDbContext> database, CancellationToken ct)
    {
        var word = Json.Word(Role.Rider);
        await using var db = database.Read();
        var people = await db.People.Where(p => p.Subdistrict != null && p.Subdistrict == caller.Subdistrict && p.Roles.Contains(word)).OrderBy(p => p.PersonId).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(new Page<RiderView>([.. people.Where(p => p.Roles.Split(' ').Contains(word)).Select(p => new RiderView(p.PersonId))], Next: null));
    }
}
