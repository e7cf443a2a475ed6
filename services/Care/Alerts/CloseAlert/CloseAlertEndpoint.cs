using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Contracts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Alerts.CloseAlert;

/// <summary>Somebody saw to it and says what came of it.</summary>
internal static class CloseAlertEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/care/alerts/{id:guid}/close", HandleAsync)
            .WithName("Care_CloseAlert").WithSummary("Closes an alert with its outcome.")
            .ProducesProblem(400).ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.CanteenStaff, Role.Officer);

    internal static async Task<Results<Ok<AlertView>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, Caller caller, Database<CareDbContext> database, CancellationToken ct)
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
                return await unit.ToViewAsync(alert, ct);
            },
            ct);
        return closed.Failed ? closed.Error.ToProblem() : TypedResults.Ok(closed.Value);
    }

    internal sealed record Request(string? Outcome, string? Note);
}
