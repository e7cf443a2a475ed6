using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.LeaveShift;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.OwnRiders.DeclineTask;

/// <summary>A rider says no to what he was offered, or gives back what he took, as long as the meal is still at the kitchen.</summary>
internal static class DeclineTaskEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/rider/tasks/{id:guid}/decline", HandleAsync)
            .AllowRoles(Role.Rider)
            .WithName("Dispatch_DeclineTask")
            .WithSummary("Declines a task before pickup; it is offered to others. A repeat changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, WavePlanner planner, TimeProvider time, CancellationToken ct)
    {
        var declined = await database.WriteAsync(unit => DeclineAsync(unit, id, caller, time.GetUtcNow(), ct), ct);
        if (declined.Failed)
            return declined.Error.ToProblem();
        await planner.PlanAsync(declined.Value, ct);
        return TypedResults.NoContent();
    }

    /// <summary>The kitchen.</summary>
    private static async Task<Result<string>> DeclineAsync(
        Unit<DispatchDbContext> unit, Guid id, Caller caller, DateTimeOffset realNow, CancellationToken ct)
    {
        var row = await WavePlanner.Waiting(unit.Db).SingleOrDefaultAsync(waiting => waiting.Delivery.Id == id, ct);
        if (row is null || row.Delivery.Subdistrict != caller.Subdistrict || row.Attempt.RiderPersonId is { } taken && taken != caller.Id)
            return new Absent();
        if (await unit.Db.DeclinedTasks.FindAsync([id, caller.Id], ct) is null)
            unit.Db.DeclinedTasks.Add(new DeclinedTask { DeliveryId = id, RiderId = caller.Id, DeclinedAt = unit.Now });
        var shifts = unit.Db.RiderShifts.Where(s => s.RiderId == caller.Id).Select(s => s.Id);
        await unit.Db.ManualStops.Where(m => m.DeliveryId == id && shifts.Contains(m.ShiftId)).ExecuteDeleteAsync(ct);
        if (row.Attempt.RiderPersonId == caller.Id)
            await LeaveShiftEndpoint.GiveBackAsync(unit, row, $"{row.Attempt.Id}:declined:{row.Attempt.Version}", realNow, ct);
        return row.Delivery.KitchenSiteCode;
    }
}
