using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Ordering.Orders.CancelOrder;

/// <summary>
/// The resident or family cancel until the cutoff, staff with a reason as long as the meal has not left; everything is given
/// back. Cancelling again changes nothing.
/// </summary>
internal static class CancelOrderEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/orders/{id:guid}/cancel", HandleAsync)
            .WithName("Ordering_CancelOrder").WithSummary("Cancels an order and gives everything back.")
            .AllowRoles(Role.Resident, Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    internal static async Task<Results<Ok<OrderAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, CancelOrderRequest request, Caller caller, Database<OrderingDbContext> database, OrderWatch watch, CancellationToken ct)
    {
        var check = new Check();
        var reason = check.OptionalText("reason", request.Reason, 200);
        if (check.Failed)
            return check.Error.ToProblem();
        var result = await database.WriteAsync(unit => CancelAsync(unit, id, reason, caller, watch, ct), ct);
        return result.Match<Results<Ok<OrderAnswer>, ProblemHttpResult>>(order => TypedResults.Ok(OrderAnswer.Of(order)), error => error.ToProblem());
    }

    private static async Task<Result<Order>> CancelAsync(
        Unit<OrderingDbContext> unit, Guid id, string? reason, Caller caller, OrderWatch watch, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([id], ct) is not { } order || !caller.MayActOn(order))
            return new Absent();
        if (order.Status == OrderStatus.Cancelled)
            return order;
        if (CancelRules.Refusal(order.Status, order.CutoffAt, caller.IsStaffIn(order.Subdistrict), reason, unit.Now) is { } refusal)
            return refusal;
        await OrderEnding.CancelAsync(unit, order, caller.RoleOf(order.ResidentId), reason, ct);
        watch.TouchAfterCommit(unit, order.Id);
        return order;
    }
}

internal sealed record CancelOrderRequest(string? Reason);

/// <summary>Whether an order may still be cancelled, and by whom.</summary>
internal static class CancelRules
{
    public static Error? Refusal(OrderStatus status, Instant cutoffAt, bool byStaff, string? reason, Instant now)
    {
        if (!status.CanBecome(OrderStatus.Cancelled))
            return new TooLateToCancel();
        if (now < cutoffAt)
            return null;
        if (!byStaff)
            return new TooLateToCancel();
        return reason is null ? new Invalid("reason", "is required after the cutoff") : null;
    }
}
