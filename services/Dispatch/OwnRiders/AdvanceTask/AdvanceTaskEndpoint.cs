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
using NodaTime;

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
                    (Guid id, Request? request, HttpContext http, Caller caller, Database<DispatchDbContext> database, LivePositions live, TimeProvider time,
                        CancellationToken ct) => HandleAsync(id, step, request, http, caller, database, live, time, ct))
                .AllowRoles(Role.Rider)
                .WithName($"Dispatch_RiderTask{step}")
                .WithSummary("A rider takes a task, or does its next step; a repeat changes nothing.")
                .ProducesProblem(StatusCodes.Status400BadRequest)
                .ProducesProblem(StatusCodes.Status404NotFound)
                .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }

    /// <param name="Reason">For <c>failed</c> only.</param>
    /// <param name="Note">For <c>failed</c> only.</param>
    /// <param name="At">When the button was pressed; a phone without network sends its queue later. Now when left out.</param>
    internal sealed record Request(string? Reason, string? Note, Instant? At);

    private static async Task<Results<Ok<RiderTask>, ProblemHttpResult>> HandleAsync(
        Guid id, TaskStep step, Request? request, HttpContext http, Caller caller, Database<DispatchDbContext> database, LivePositions live,
        TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var note = check.OptionalText("note", request?.Note, MaxNote);
        var failure = step == TaskStep.Failed
            ? check.Required("reason", check.OptionalWord<TaskFailure>("reason", check.Text("reason", request?.Reason, 20)))
            : (TaskFailure?)null;
        if (check.Failed)
            return check.Error.ToProblem();
        var key = IdempotencyKey.Of(http, caller, request);
        if (key.Failed)
            return key.Error.ToProblem();

        // How far he was from the door is taken from his last position.
        await live.StoreForAsync(id, ct);
        var advanced = await database.WriteAsync(unit => AdvanceAsync(unit, id, new Press(step, failure, note, request?.At, key.Value), caller, time, ct), ct);
        return advanced.Failed ? advanced.Error.ToProblem() : TypedResults.Ok(advanced.Value);
    }

    private static async Task<Result<RiderTask>> AdvanceAsync(
        Unit<DispatchDbContext> unit, Guid id, Press press, Caller caller, TimeProvider time, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var delivery = await unit.Db.Deliveries.SingleOrDefaultAsync(d => d.Id == id, ct);
        var attempt = await unit.Db.Attempts.Where(a => a.DeliveryId == id).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
        if (delivery is null || attempt is not { IsOwnRiders: true } || delivery.Subdistrict != caller.Subdistrict)
            return new Absent();

        var planned = await unit.Db.PlannedStops.FindAsync([id], ct);
        var repeat = await unit.Db.FindRepeatAsync(press.Key, ct);
        if (repeat.Failed)
            return repeat.Error;
        if (repeat.Value is null)
        {
            var report = AdvanceTask.Decide(attempt, caller.Id, press.Step, press.Failure);
            if (report.Failed)
                return report.Error;
            if (attempt is { RiderPersonId: null, Live: true })
                attempt.AssignTo(caller.Id);
            if (press.Step == TaskStep.PickedUp && planned?.RiderId == caller.Id)
                attempt.KeepPlan(planned.At);
            // Reports carry real time; what a phone says is business time, like its positions.
            var at = press.At is { } pressedAt ? CourierTime.ToReal(Instant.Min(pressedAt, unit.Now), unit.Now, Instant.FromDateTimeOffset(realNow)) : (Instant?)null;
            await new FollowAttempt(unit, delivery, attempt, realNow).FollowAsync(
                report.Value with { ProviderTime = at },
                new ReportOrigin(EventSource.Rider, $"{attempt.Id}:{press.Step}:{attempt.Version}", press.Note), ct);
            unit.Db.KeepKey(press.Key, id.ToString(), time);
        }

        var site = await unit.Db.Sites.FindAsync([delivery.SiteCode], ct);
        var contact = await unit.Db.ResidentContacts.FindAsync([delivery.ResidentId], ct);
        var proofs = await unit.Db.Proofs.Where(p => p.DeliveryId == id && p.Holds).Select(p => p.Kind).ToListAsync(ct);
        return RiderTask.Of(delivery, attempt, site, contact, planned, proofs, caller.Id);
    }

    /// <summary>A button as it was pressed.</summary>
    private sealed record Press(TaskStep Step, TaskFailure? Failure, string? Note, Instant? At, IdempotencyKey? Key);
}
