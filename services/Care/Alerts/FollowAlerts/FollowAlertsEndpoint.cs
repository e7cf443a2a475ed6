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

    private static async Task<IResult> HandleAsync(
        HttpContext http, Caller caller, Database<CareDbContext> database, TimeProvider time, IHostApplicationLifetime lifetime, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, lifetime.ApplicationStopping);
        http.Response.ContentType = "text/event-stream";
        http.Response.Headers.CacheControl = "no-cache";
        http.Response.Headers["X-Accel-Buffering"] = "no";
        try
        {
            await FollowAsync(http.Response, caller, database, time, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The desk left, or the host stops: either ends the stream.
        }

        return Results.Empty;
    }

    private static async Task FollowAsync(HttpResponse response, Caller caller, Database<CareDbContext> database, TimeProvider time, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(LookEvery, time);
        var seen = await LookAsync(database, caller, ct);
        await SendAsync(response, ": open\n\n", ct);
        var toldAt = time.GetTimestamp();
        while (await timer.WaitForNextTickAsync(ct))
        {
            var now = await LookAsync(database, caller, ct);
            if (now == seen && time.GetElapsedTime(toldAt) < ProveLifeEvery)
                continue;
            await SendAsync(response, now == seen ? ": alive\n\n" : "data: changed\n\n", ct);
            (seen, toldAt) = (now, time.GetTimestamp());
        }
    }

    /// <summary>Everything that happens to an alert adds a line to its record.</summary>
    private static async Task<(int Alerts, int Lines)> LookAsync(Database<CareDbContext> database, Caller caller, CancellationToken ct)
    {
        await using var db = database.Read();
        var open = db.VisibleAlerts(caller).Where(a => a.Status == AlertStatus.Open).Select(a => a.Id);
        return (await open.CountAsync(ct), await db.AlertEntries.CountAsync(e => open.Contains(e.AlertId), ct));
    }

    private static async Task SendAsync(HttpResponse response, string text, CancellationToken ct)
    {
        await response.WriteAsync(text, ct);
        await response.Body.FlushAsync(ct);
    }
}
