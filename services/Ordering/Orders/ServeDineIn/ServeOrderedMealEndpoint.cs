using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Orders.OnSubsidyDecided;
using MealDispatch.Ordering.Residents;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Ordering.Orders.ServeDineIn;

/// <summary>Staff serve a dine-in meal that was ordered ahead: it is completed, with what shows that the resident was there.</summary>
internal static class ServeOrderedMealEndpoint
{
    public static void Map(RouteGroupBuilder group) =>
        group.MapPost("/api/orders/{id:guid}/served", HandleAsync)
            .WithName("Ordering_ServeOrderedMeal").WithSummary("Completes a dine-in order that was placed ahead.")
            .AllowRoles(Role.CanteenStaff)
            .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    internal static async Task<Results<Ok<OrderAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, ServedRequest request, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, OrderWatch watch, CancellationToken ct)
    {
        var check = new Check();
        var card = check.OptionalText("cardCode", request.CardCode, 200);
        var reason = check.OptionalText("overrideReason", request.OverrideReason, 200);
        if (check.Failed)
            return check.Error.ToProblem();
        var cardOf = card is null ? null : await residents.FindByCardAsync(card, ct);
        if (card is not null && cardOf is null)
            return new CardNotValid().ToProblem();
        var counter = new CounterService(card is not null ? PresenceEvidence.Card : reason is not null ? PresenceEvidence.Override : PresenceEvidence.None, card is null ? reason : null);
        var result = await database.WriteAsync(unit => ServeAsync(unit, id, cardOf, counter, caller, watch, ct), ct);
        return result.Match<Results<Ok<OrderAnswer>, ProblemHttpResult>>(order => TypedResults.Ok(OrderAnswer.Of(order)), error => error.ToProblem());
    }

    private static async Task<Result<Order>> ServeAsync(
        Unit<OrderingDbContext> unit, Guid id, Guid? cardOf, CounterService counter, Caller caller, OrderWatch watch, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([id], ct) is not { } order || !(caller.WorksAt(order.SiteCode) || caller.WorksAt(order.KitchenSiteCode)))
            return new Absent();
        if (cardOf is not null && cardOf != order.ResidentId)
            return new CardNotValid();
        if (order.Fulfilment != Fulfilment.DineIn || order.Status != OrderStatus.Confirmed)
            return new NotToBeServed();
        order.Serve(unit.Now);
        unit.Publish(SubsidyDecidedConsumer.ServedMessage(order, counter, unit), order.Id);
        watch.TouchAfterCommit(unit, order.Id);
        return order;
    }
}

internal sealed record ServedRequest(string? CardCode, string? OverrideReason);

internal sealed record NotToBeServed() : RuleRefused("ordering.not-to-be-served")
{
    public override string? Detail => "只有已确认、还没有用餐的堂食订单可以在这里登记。";
}
