using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.ListShifts;

/// <summary>Who rides now and later, and what the planner gives him in which order.</summary>
internal static class ListShiftsEndpoint
{
    private const int Most = 200;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/rider/shifts", HandleAsync)
            .AllowRoles(Role.Rider, Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_ListShifts")
            .WithSummary("Shifts that are not over, with their planned stops; a rider's own, or those of a site for its staff and officers.")
            .ProducesProblem(StatusCodes.Status400BadRequest);

    private static async Task<Ok<Page<ShiftView>>> HandleAsync(
        string? siteCode, Caller caller, Database<DispatchDbContext> database, IClock clock, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var sites = caller.Is(Role.CanteenStaff) ? caller.Sites.ToList() : [];
        var subdistrict = caller.Is(Role.Officer) ? caller.Subdistrict : null;
        await using var db = database.Read();
        var shifts = await db.RiderShifts
            .Where(s => s.EndsAt > now && (s.RiderId == caller.Id || sites.Contains(s.SiteCode) || subdistrict != null && s.Subdistrict == subdistrict))
            .Where(s => string.IsNullOrEmpty(siteCode) || s.SiteCode == siteCode)
            .OrderBy(s => s.StartsAt).ThenBy(s => s.Id).Take(Most).ToListAsync(ct);
        return TypedResults.Ok(new Page<ShiftView>(await ShiftView.OfAsync(db, shifts, ct), Next: null));
    }
}
