using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Sites;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>What is known when an order is asked for; the rules look at nothing else.</summary>
internal sealed record OrderFacts
{
    public required ResidentStatus StatusOnServiceDate { get; init; }

    public required bool SiteIsClosed { get; init; }

    /// <summary>Null when the site does not serve that meal period.</summary>
    public required OrderWindow? Window { get; init; }

    public required bool ByStaff { get; init; }

    public required string? LateReason { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    public required PaymentMethod PaymentMethod { get; init; }

    public required IReadOnlyList<WantedItem> Items { get; init; }

    /// <summary>Metres from the site to the door; null when one of them has no coordinates.</summary>
    public required double? DistanceMeters { get; init; }

    public required int DeliveryRadiusMeters { get; init; }

    public required bool HasOpenOrder { get; init; }

    public required int PlacesTaken { get; init; }
}

/// <summary>An item that somebody wants.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Quantity">Pieces.</param>
/// <param name="IsOnMenu">The menu of the meal has it.</param>
/// <param name="Left">Pieces that can still be sold; null when not limited.</param>
internal sealed record WantedItem(string Code, int Quantity, bool IsOnMenu, int? Left);

/// <summary>Whether an order may be placed. Each rule is a sentence; the first one that is broken is the answer.</summary>
internal static class OrderRules
{
    /// <summary>Null when no rule is broken.</summary>
    public static RuleRefused? Refusal(OrderFacts facts, Instant now) =>
        ResidentMustBeActiveOnTheServiceDate(facts)
        ?? SiteMustServeTheMeal(facts)
        ?? WindowMustBeOpen(facts, now)
        ?? OrderMustBePlacedBeforeCutoff(facts, now)
        ?? PaymentMustFitTheFulfilment(facts)
        ?? ItemsRefusal(facts.Items)
        ?? DoorMustBeInTheDeliveryArea(facts)
        ?? ResidentMustNotHaveThisMealAlready(facts)
        ?? SiteMustHaveAPlaceLeft(facts);

    /// <summary>The rules of the items alone; all that counts of them at the counter.</summary>
    public static RuleRefused? ItemsRefusal(IReadOnlyList<WantedItem> items) => ItemsMustBeOnTheMenu(items) ?? ItemsMustBeInStock(items);

    private static RuleRefused? ResidentMustBeActiveOnTheServiceDate(OrderFacts facts) =>
        facts.StatusOnServiceDate == ResidentStatus.Active ? null : new ResidentNotActive();

    private static RuleRefused? SiteMustServeTheMeal(OrderFacts facts) => facts.Window is null || facts.SiteIsClosed ? new SiteClosed() : null;

    private static RuleRefused? WindowMustBeOpen(OrderFacts facts, Instant now) =>
        now < facts.Window!.OpensAt ? new NotOpenYet(facts.Window.OpensAt) : null;

    /// <summary>At the cutoff itself ordering is closed; staff with a reason may let an order in until the service date ends.</summary>
    private static RuleRefused? OrderMustBePlacedBeforeCutoff(OrderFacts facts, Instant now)
    {
        var letInLate = facts is { ByStaff: true, LateReason: not null } && now < facts.Window!.DayEndsAt;
        return now < facts.Window!.CutoffAt || letInLate ? null : new CutoffPassed(facts.Window.CutoffAt);
    }

    private static RuleRefused? PaymentMustFitTheFulfilment(OrderFacts facts) =>
        facts is { Fulfilment: Fulfilment.Delivery, PaymentMethod: PaymentMethod.AtSite } ? new PaymentMethodRefused() : null;

    private static RuleRefused? ItemsMustBeOnTheMenu(IReadOnlyList<WantedItem> items) =>
        items.FirstOrDefault(i => !i.IsOnMenu) is { } item ? new NotOnMenu(item.Code) : null;

    private static RuleRefused? ItemsMustBeInStock(IReadOnlyList<WantedItem> items) =>
        items.FirstOrDefault(i => i.Quantity > i.Left) is { } item ? new SoldOut(item.Code, Math.Max(0, item.Left!.Value)) : null;

    private static RuleRefused? DoorMustBeInTheDeliveryArea(OrderFacts facts) =>
        facts.Fulfilment != Fulfilment.Delivery || facts.DistanceMeters <= facts.DeliveryRadiusMeters ? null : new OutsideDeliveryArea();

    private static RuleRefused? ResidentMustNotHaveThisMealAlready(OrderFacts facts) =>
        facts.HasOpenOrder && facts.Fulfilment != Fulfilment.DineIn ? new DuplicateOrder() : null;

    private static RuleRefused? SiteMustHaveAPlaceLeft(OrderFacts facts) =>
        facts.PlacesTaken >= facts.Window!.Capacity ? new CapacityFull() : null;
}
