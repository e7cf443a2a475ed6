using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Alerts.RecordCall;

/// <summary>Somebody on duty telephoned. Each try is a line of the record; the alert goes on until somebody takes or closes it.</summary>
internal static class RecordCallEndpoint
{
    private const int MaxNote = 300;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/care/alerts/{id:guid}/calls/{call:guid}", HandleAsync)
            .WithName("Care_RecordCall").WithSummary("Notes whether somebody of the telephone list was reached.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    internal static async Task<Results<Ok<AlertView>, ProblemHttpResult>> HandleAsync(
        Guid id, Guid call, Request request, HttpContext http, Caller caller, Database<CareDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var result = check.Required("result", request.Result);
        check.That(request.Result is not CallResult.Open, "result", "is reached or not-reached");
        var note = check.OptionalText("note", request.Note, MaxNote);
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();
        var noted = await database.WriteAsync<Result<AlertView>>(
            async unit =>
            {
                if (await unit.Db.VisibleAlerts(caller).SingleOrDefaultAsync(a => a.Id == id, ct) is not { } alert
                    || await unit.Db.AlertCalls.SingleOrDefaultAsync(c => c.Id == call && c.AlertId == id, ct) is not { } entry)
                    return new Absent();
                if (alert.ClosedAt is { } closedAt)
                    return new AlertClosed(closedAt);
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is null)
                {
                    entry.Note(result, unit.Now);
                    alert.WriteCall(unit.Now, result == CallResult.Reached, entry, caller.Id, note);
                    unit.Keep(alert);
                    unit.Db.KeepKey(key.Value, call.ToString(), time);
                }

                return await unit.ToViewAsync(alert, ct);
            },
            ct);
        return noted.Failed ? noted.Error.ToProblem() : TypedResults.Ok(noted.Value);
    }

    internal sealed record Request(CallResult? Result, string? Note);
}
