using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Care.Settings;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts.AcknowledgeAlert;

/// <summary>Somebody on duty takes the alert; it climbs again only when they let it lie.</summary>
internal static class AcknowledgeAlertEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/care/alerts/{id:guid}/acknowledge", HandleAsync)
            .WithName("Care_AcknowledgeAlert").WithSummary("Takes an alert; taking it again changes nothing.")
            .ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    internal static async Task<Results<Ok<AlertView>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<CareDbContext> database, CancellationToken ct)
    {
        var acknowledged = await database.WriteAsync<Result<AlertView>>(
            async unit =>
            {
                if (await unit.Db.VisibleAlerts(caller).SingleOrDefaultAsync(a => a.Id == id, ct) is not { } alert)
                    return new Absent();
                var rules = await CareSetting.RulesOfSiteAsync(unit.Db, alert.SiteCode, ct);
                if (alert.Acknowledge(unit.Now, caller.Id, Duration.FromMinutes(rules.LadderOf(alert.Level).TakenMinutes)) is { } refused)
                    return refused;
                unit.Keep(alert);
                return await unit.ToViewAsync(alert, ct);
            },
            ct);
        return acknowledged.Failed ? acknowledged.Error.ToProblem() : TypedResults.Ok(acknowledged.Value);
    }
}
