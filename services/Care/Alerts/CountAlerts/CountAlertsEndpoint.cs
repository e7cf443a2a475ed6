using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Alerts.CountAlerts;

/// <param name="Urgent">Of those that are not closed.</param>
/// <param name="Concern">Of those that are not closed.</param>
/// <param name="NotTaken">Of both, those that nobody follows up yet.</param>
internal sealed record AlertCounts(int Urgent, int Concern, int NotTaken);

/// <summary>How many alerts of the caller's sites or subdistrict wait; auditors see the numbers, not whom they are about.</summary>
internal static class CountAlertsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/care/alerts/counts", HandleAsync)
            .WithName("Care_CountAlerts").WithSummary("How many alerts are open, by level.")
            .ProducesProblem(401).ProducesProblem(403)
            .AllowRoles(Role.CanteenStaff, Role.Officer, Role.Auditor);

    internal static async Task<Ok<AlertCounts>> HandleAsync(Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var open = await db.AlertsOf(caller, Role.Officer, Role.Auditor).Where(a => a.Status == AlertStatus.Open)
            .GroupBy(a => new { a.Level, Taken = a.AcknowledgedAt != null }).Select(g => new { g.Key.Level, g.Key.Taken, Count = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new AlertCounts(
            open.Where(a => a.Level == WelfareLevel.Urgent).Sum(a => a.Count), open.Where(a => a.Level != WelfareLevel.Urgent).Sum(a => a.Count),
            open.Where(a => !a.Taken).Sum(a => a.Count)));
    }
}
