using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Alerts.FollowAlerts;

/// <summary>Server-sent events for a care desk: the word <c>changed</c> when something happened to the caller's open alerts. What happened, the desk reads itself.</summary>
internal static class FollowAlertsEndpoint
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ProveLifeEvery = TimeSpan.FromSeconds(20);

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/care/alerts/stream", HandleAsync)
            .WithName("Care_FollowAlerts").WithSummary("Server-sent events: `changed` when something happened to one's open alerts. Who cannot read them asks for the list again.")
            .Produces(StatusCodes.Status200OK, contentType: "text/event-stream").ProducesProblem(401).ProducesProblem(403)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    private static Task<IResult> HandleAsync(HttpContext http, Caller caller, Database<CareDbContext> database, TimeProvider time) => EventStream.AnswerAsync(
        http, (events, ct) => events.FollowChangesAsync("open", token => LookAsync(database, caller, token), LookEvery, ProveLifeEvery, time, ct));

    /// <summary>Everything that happens to an alert adds a line to its record.</summary>
    private static async Task<(int Alerts, int Lines)> LookAsync(Database<CareDbContext> database, Caller caller, CancellationToken ct)
    {
        await using var db = database.Read();
        var open = db.VisibleAlerts(caller).Where(a => a.Status == AlertStatus.Open).Select(a => a.Id);
        return (await open.CountAsync(ct), await db.AlertEntries.CountAsync(e => open.Contains(e.AlertId), ct));
    }
}
