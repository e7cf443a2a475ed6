using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.PlanWaves;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.OwnRiders.OrderStops;

/// <summary>Staff know better: these doors, in this order, by this rider. The planner plans around it.</summary>
internal static class OrderStopsEndpoint
{
    private const int Most = 100;

    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPut("/api/rider/shifts/{id:guid}/order", HandleAsync)
            .AllowRoles(Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_OrderStops")
            .WithSummary("Sets a rider's first stops by hand, in their order; none gives all back to the planner. By staff of the kitchen and officers.")
            .ProducesProblem(StatusCodes.Status400BadRequest)
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    internal sealed record Request(IReadOnlyList<Guid?>? DeliveryIds);

    private static async Task<Results<Ok<ShiftView>, ProblemHttpResult>> HandleAsync(
        Guid id, Request request, Caller caller, Database<DispatchDbContext> database, WavePlanner planner, CancellationToken ct)
    {
        var check = new Check();
        check.That(request.DeliveryIds is not null, "deliveryIds", "is required");
        var ids = (request.DeliveryIds ?? []).OfType<Guid>().ToList();
        check.That(ids.Count == (request.DeliveryIds ?? []).Count && ids.Count <= Most && ids.Distinct().Count() == ids.Count, "deliveryIds", $"at most {Most}, each once");
        if (check.Failed)
            return check.Error.ToProblem();

        var ordered = await database.WriteAsync(unit => OrderAsync(unit, id, ids, caller, ct), ct);
        if (ordered.Failed)
            return ordered.Error.ToProblem();
        await planner.PlanAsync(ordered.Value.SiteCode, ct);
        await using var db = database.Read();
        return TypedResults.Ok(await ShiftView.OfAsync(db, ordered.Value, ct));
    }

    private static async Task<Result<RiderShift>> OrderAsync(
        Unit<DispatchDbContext> unit, Guid id, List<Guid> deliveryIds, Caller caller, CancellationToken ct)
    {
        var shift = await unit.Db.RiderShifts.SingleOrDefaultAsync(s => s.Id == id, ct);
        if (shift is null || !shift.ConcernsAsStaff(caller))
            return new Absent();
        if (shift.EndsAt <= unit.Now)
            return new ShiftOver();
        var waiting = await WavePlanner.Waiting(unit.Db).Where(row => row.Delivery.KitchenSiteCode == shift.SiteCode && deliveryIds.Contains(row.Delivery.Id))
            .Select(row => row.Delivery.Id).ToListAsync(ct);
        if (deliveryIds.Except(waiting).Select(d => (Guid?)d).FirstOrDefault() is { } stranger)
            return new NotWaitingHere(stranger);

        await unit.Db.ManualStops.Where(m => m.ShiftId == id || deliveryIds.Contains(m.DeliveryId)).ExecuteDeleteAsync(ct);
        unit.Db.ManualStops.AddRange(deliveryIds.Select((deliveryId, index) => new ManualStop { DeliveryId = deliveryId, ShiftId = id, Position = index + 1 }));
        return shift;
    }
}
