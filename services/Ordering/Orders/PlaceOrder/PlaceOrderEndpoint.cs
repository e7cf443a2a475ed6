using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Residents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Ordering.Orders.PlaceOrder;

/// <summary>Places an order and waits up to two seconds for its confirmation.</summary>
internal static class PlaceOrderEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/orders", HandleAsync)
            .WithName("Ordering_PlaceOrder").WithSummary("Orders a meal: 201 once it is confirmed, 202 when that takes longer than two seconds.")
            .AllowRoles(Role.Resident, Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).ProducesProblem(503);

    internal static async Task<Results<Created<OrderAnswer>, Accepted<OrderAnswer>, ProblemHttpResult>> HandleAsync(
        OrderRequest request, HttpContext http, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, Town town,
        OrderWatch watch, PlaceOrder placeOrder, CancellationToken ct)
    {
        var check = new Check();
        var wish = OrderWish.Of(request, check);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var desk = await OrderDesk.OpenAsync(wish, caller, residents, database, town, ct);
        if (desk.Failed)
            return desk.Error.ToProblem();

        var id = Ids.New();
        using var subscription = watch.Subscribe(id);
        var placed = await database.WriteAsync(unit => placeOrder.RunAsync(unit, id, wish, desk.Value, caller, key.Value, ct), ct);
        if (placed.Failed)
        {
            OrderMetrics.CountRefused(placed.Error.Code);
            return placed.Error.ToProblem();
        }

        return Answer(placed.Value == id ? await watch.UntilSettledAsync(id, subscription, ct) : await watch.UntilSettledAsync(placed.Value, ct));
    }

    internal static Results<Created<OrderAnswer>, Accepted<OrderAnswer>, ProblemHttpResult> Answer(Order order)
    {
        var location = $"/api/orders/{order.Id}";
        if (order.Refusal is { } refusal)
            return new RefusedAfterPlacing(refusal.Code, refusal.Detail, order.Id).ToProblem();
        return order.Status == OrderStatus.Placed
            ? TypedResults.Accepted(location, OrderAnswer.Of(order))
            : TypedResults.Created(location, OrderAnswer.Of(order));
    }
}
