using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.GiveToOwnRiders;

/// <summary>A rider has the meal already, or nothing is to be brought any more.</summary>
internal sealed record HasLeftTheSite() : RuleRefused("dispatch.has-left-the-site")
{
    public override string? Detail => "餐已经被取走，或者不用送了。";
}

/// <summary>Staff do not wait for the couriers: the one who has it is called off, and the town's own riders are asked.</summary>
internal static class GiveToOwnRidersEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/deliveries/{id:guid}/own-riders", HandleAsync)
            .AllowRoles(Role.CanteenStaff, Role.Officer)
            .WithName("Dispatch_GiveToOwnRiders")
            .WithSummary("Gives a delivery that is still at the site to the town's own riders, by staff of its site and officers. A repeat changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);

    private static async Task<Results<NoContent, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<DispatchDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var given = await database.WriteAsync(unit => GiveAsync(unit, id, caller, time.GetUtcNow().UtcDateTime, ct), ct);
        return given.Failed ? given.Error.ToProblem() : TypedResults.NoContent();
    }

    private static async Task<Result<Delivery>> GiveAsync(Unit<DispatchDbContext> unit, Guid id, Caller caller, DateTime realNow, CancellationToken ct)
    {
        var delivery = await unit.Db.Deliveries.SingleOrDefaultAsync(d => d.Id == id, ct);
        if (delivery is null || !caller.WorksAt(delivery.SiteCode) && !caller.WorksAt(delivery.KitchenSiteCode) && !caller.IsOfficerOf(delivery.Subdistrict))
            return new Absent();
        var live = await unit.Db.Attempts.SingleOrDefaultAsync(a => a.DeliveryId == id && a.Live, ct);
        if (delivery.IsEnded || delivery.OrderCancelled || live is { PickedUp: true })
            return new HasLeftTheSite();
        delivery.GiveToOwnRiders();
        if (live is { IsOwnRiders: false, CancelWanted: false })
            live.WantCancel(realNow);
        return delivery;
    }
}
