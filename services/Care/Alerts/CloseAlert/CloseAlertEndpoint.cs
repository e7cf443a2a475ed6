using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Alerts.CloseAlert;

/// <summary>Somebody saw to it and says what came of it: a word of the list, or their own words. Its telephone numbers are forgotten.</summary>
internal static class CloseAlertEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/care/alerts/{id:guid}/close", HandleAsync)
            .WithName("Care_CloseAlert").WithSummary("Closes an alert with its outcome.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    internal static async Task<Results<Ok<AlertView>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, Caller caller, Database<CareDbContext> database, AlertMessages messages, CancellationToken ct)
    {
        var check = new Check();
        var outcome = check.Text("outcome", request.Outcome, AlertMapping.OutcomeLength);
        var note = check.OptionalText("note", request.Note, AlertMapping.NoteLength);
        if (check.Failed)
            return check.Error.ToProblem();
        var closed = await database.WriteAsync<Result<AlertView>>(
            async unit =>
            {
                if (await unit.Db.VisibleAlerts(caller).SingleOrDefaultAsync(a => a.Id == id, ct) is not { } alert)
                    return new Absent();
                if (alert.Close(unit.Now, caller.Id, outcome, note) is { } refused)
                    return refused;
                await messages.TellClosedAsync(unit, alert, ct);
                unit.Keep(alert);
                foreach (var call in await unit.Db.AlertCalls.Where(c => c.AlertId == id).ToListAsync(ct))
                    call.Phone = null;
                unit.Publish(
                    new CareAlertClosed
                    {
                        AlertId = alert.Id, ResidentId = alert.ResidentId, SiteCode = alert.SiteCode, OrderId = alert.OrderId, OccurredAt = unit.Now,
                    },
                    alert.Id);
                return await unit.ToViewAsync(alert, ct);
            },
            ct);
        return closed.Failed ? closed.Error.ToProblem() : TypedResults.Ok(closed.Value);
    }

    /// <param name="Outcome"><c>safe</c>, <c>was-out</c>, <c>family-took-over</c>, <c>visited</c>, <c>emergency-called</c>, <c>false-alarm</c>, <c>other</c>, or other words.</param>
    internal sealed record Request(string? Outcome, string? Note);
}
