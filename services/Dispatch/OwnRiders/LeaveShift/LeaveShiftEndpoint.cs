using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.OwnRiders.LeaveShift;

/// <summary>A rider goes home early: what he has not picked up is given to others at once; what he carries stays his.</summary>
internal static class LeaveShiftEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/rider/shifts/{id:guid}/leave", HandleAsync)
            .AllowRoles(Role.Rider, Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_LeaveShift")
            .WithSummary("Ends a shift now; by its rider, staff of the kitchen, officers. A repeat changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<Ok<ShiftView>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, WavePlanner planner, TimeProvider time, CancellationToken ct)
    {
        var left = await database.WriteAsync(unit => LeaveAsync(unit, id, caller, time.GetUtcNow(), ct), ct);
        if (left.Failed)
            return left.Error.ToProblem();
        await planner.PlanAsync(left.Value.SiteCode, ct);
        await using var db = database.Read();
        return TypedResults.Ok(await ShiftView.OfAsync(db, left.Value, ct));
    }

    private static async Task<Result<RiderShift>> LeaveAsync(
        Unit<DispatchDbContext> unit, Guid id, Caller caller, DateTimeOffset realNow, CancellationToken ct)
    {
        var shift = await unit.Db.RiderShifts.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (shift is null || shift.RiderId != caller.Id && !shift.ConcernsAsStaff(caller))
            return new Absent();
        if (shift.EndsAt <= unit.Now)
            return shift;

        shift.Leave(unit.Now);
        await unit.Db.ManualStops.Where(m => m.ShiftId == id).ExecuteDeleteAsync(ct);
        var taken = await WavePlanner.Waiting(unit.Db).Where(row => row.Attempt.RiderPersonId == shift.RiderId).ToListAsync(ct);
        foreach (var row in taken)
            await GiveBackAsync(unit, row, $"{row.Attempt.Id}:left:{row.Attempt.Version}", realNow, ct);
        return shift;
    }

    /// <summary>Somebody else may take it now.</summary>
    public static async Task GiveBackAsync(
        Unit<DispatchDbContext> unit, WavePlanner.WaitingRow row, string dedupeKey, DateTimeOffset realNow, CancellationToken ct)
    {
        row.Attempt.Unassign();
        await new FollowAttempt(unit, row.Delivery, row.Attempt, realNow).FollowAsync(
            new CourierReport { State = AttemptState.Accepted, Authoritative = true }, new ReportOrigin(EventSource.Rider, dedupeKey, Raw: null), ct);
    }
}
