using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts.ListAlerts;

/// <summary>The alerts of one's sites or subdistrict, the one that runs out first on top.</summary>
internal static partial class ListAlertsEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/care/alerts", HandleAsync)
            .WithName("Care_ListAlerts").WithSummary("Alerts to follow up, the most pressing first.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    internal static async Task<Results<Ok<Page<AlertView>>, ProblemHttpResult>> HandleAsync(
        string? status, int? limit, string? after, Caller caller, Database<CareDbContext> database, ILogger<CareAlert> logger, CancellationToken ct)
    {
        var check = new Check();
        var wanted = check.OptionalWord<AlertStatus>("status", status);
        var count = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var query = db.VisibleAlerts(caller);
        if (wanted is { } only)
            query = query.Where(a => a.Status == only);
        if (cursor is { DueAt: var dueAt, Id: var id })
            query = query.Where(a => a.DueAt > dueAt || (a.DueAt == dueAt && a.Id.CompareTo(id) > 0));
        var alerts = await query.OrderBy(a => a.DueAt).ThenBy(a => a.Id).Take(count + 1).ToListAsync(ct);
        var page = (await db.ToViewsAsync(alerts, ct)).ToPage(count, a => new Cursor(a.DueAt, a.Id));
        LogContactsRead(logger, caller.Id, page.Items.Select(a => a.Resident.Id).Distinct().Count());
        return TypedResults.Ok(page);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Person {PersonId} read the contacts of {Residents} residents to follow up care alerts")]
    private static partial void LogContactsRead(ILogger logger, Guid personId, int residents);

    private sealed record Cursor(Instant DueAt, Guid Id);
}
