using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Tracks;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.OwnRiders.AdvanceTask;

/// <summary>The rider's buttons 接单 已到店 已取餐 已到门口 已送达 没人应门.</summary>
internal static class AdvanceTaskEndpoint
{
    private const int MaxNote = 500;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var step in Enum.GetValues<TaskStep>())
            routes.MapPost(
                    $"/api/rider/tasks/{{id:guid}}/{Json.Word(step)}",
                    (Guid id, Request? request, Caller caller, Database<DispatchDbContext> database, LivePositions live, TimeProvider time, CancellationToken ct) =>
                        HandleAsync(id, step, request, caller, database, live, time, ct))
                .AllowRoles(Role.Rider)
                .WithName($"Dispatch_RiderTask{step}")
                .WithSummary("A rider takes a task, or does its next step; a repeat changes nothing.")
                .ProducesProblem(StatusCodes.Status400BadRequest)
                .ProducesProblem(StatusCodes.Status404NotFound)
                .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <summary>For <c>failed</c> only.</summary>
    internal sealed record Request(string? Reason, string? Note);

    private static async Task<Results<Ok<RiderTask>, ProblemHttpResult>> HandleAsync(
        Guid id, TaskStep step, Request? request, Caller caller, Database<DispatchDbContext> database, LivePositions live, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var note = check.OptionalText("note", request?.Note, MaxNote);
        var failure = step == TaskStep.Failed
            ? check.Required("reason", check.OptionalWord<TaskFailure>("reason", check.Text("reason", request?.Reason, 20)))
            : (TaskFailure?)null;
        if (check.Failed)
            return check.Error.ToProblem();

        // How far he was from the door is taken from his last position.
        await live.StoreForAsync(id, ct);
        var advanced = await database.WriteAsync(unit => AdvanceAsync(unit, id, step, failure, note, caller, time.GetUtcNow(), ct), ct);
        return advanced.Failed ? advanced.Error.ToProblem() : TypedResults.Ok(advanced.Value);
    }

    private static async Task<Result<RiderTask>> AdvanceAsync(
        Unit<DispatchDbContext> unit, Guid id, TaskStep step, TaskFailure? failure, string? note, Caller caller, DateTimeOffset realNow,
        CancellationToken ct)
    {
        var delivery = await unit.Db.Deliveries.SingleOrDefaultAsync(d => d.Id == id, ct);
        var attempt = await unit.Db.Attempts.Where(a => a.DeliveryId == id).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
        if (delivery is null || attempt is not { IsOwnRiders: true } || delivery.Subdistrict != caller.Subdistrict)
            return new Absent();

        var report = AdvanceTask.Decide(attempt, caller.Id, step, failure);
        if (report.Failed)
            return report.Error;
        if (attempt is { RiderPersonId: null, Live: true })
            attempt.AssignTo(caller.Id);
        await new FollowAttempt(unit, delivery, attempt, realNow).FollowAsync(
            report.Value, new ReportOrigin(EventSource.Rider, $"{attempt.Id}:{step}:{attempt.Version}", note), ct);

        var site = await unit.Db.Sites.FindAsync([delivery.SiteCode], ct);
        var contact = await unit.Db.ResidentContacts.FindAsync([delivery.ResidentId], ct);
        return RiderTask.Of(delivery, attempt, site, contact, caller.Id);
    }
}
