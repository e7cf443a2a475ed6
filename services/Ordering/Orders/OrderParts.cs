using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Menus;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>An item of an order as it stood on the menu then.</summary>
internal sealed record OrderLine(
    string ItemCode, string Name, MenuItemKind Kind, int Quantity, long PriceFen, IReadOnlyList<string> DietTags, IReadOnlyList<string> Ingredients)
{
    /// <summary>The item was limited: its stock comes back when the order is cancelled.</summary>
    public bool TookStock { get; init; }

    /// <summary>What one piece of a set meal holds; null when the menu did not say.</summary>
    public IReadOnlyList<MenuItemPart>? Contains { get; init; }

    public long AmountFen => PriceFen * Quantity;

    public static OrderLine Of(MenuItem item, int quantity) =>
        new(item.Code, item.Name, item.Kind, quantity, item.PriceFen, item.DietTags, item.Ingredients) { TookStock = item.Stock is not null, Contains = item.Contains };
}

/// <summary>What Subsidy decided on an order.</summary>
internal sealed record OrderSubsidy(
    Guid DecisionId, IReadOnlyList<SubsidyGrant> Grants, IReadOnlyList<SubsidyRefusal> Refusals, SubsidyExplanation Explanation);

/// <summary>One sentence that an elder can read, in Chinese and in English.</summary>
internal sealed record SubsidyExplanation(string Zh, string En);

/// <summary>Whether the meal's subsidy was used up or given back in the end.</summary>
internal enum SubsidyOutcome
{
    Open,
    Consumed,
    Released,
}

/// <summary>Why an order was cancelled by a rule after it had been placed.</summary>
internal sealed record OrderRefusal(string Code, string? Detail);

/// <summary>The order's delivery as its resident follows it.</summary>
/// <param name="Id">The delivery's id.</param>
/// <param name="Status">In Dispatch's words: <c>requested</c>, <c>assigned</c>, …</param>
/// <param name="Rider">Null until a rider is known.</param>
/// <param name="EtaAt">The courier's estimate; null when it gives none.</param>
/// <param name="ReportedAt">When the status began.</param>
internal sealed record OrderDelivery(Guid Id, DeliveryStatus Status, OrderRider? Rider, Instant? EtaAt, Instant ReportedAt)
{
    /// <summary>
    /// Merges a report that may come late: the status only goes forward, but a courier asked anew, or another rider, takes it
    /// back as long as nobody has the meal.
    /// </summary>
    public OrderDelivery With(DeliveryStatus reported, OrderRider? rider, Instant? etaAt, Instant at)
    {
        var startsAgain = reported <= DeliveryStatus.Assigned && Status < DeliveryStatus.PickedUp && at > ReportedAt;
        var isNews = Status < DeliveryStatus.Delivered ? reported > Status || startsAgain : Status == DeliveryStatus.Failed && reported == DeliveryStatus.Returned;
        var knowsRider = rider is not null && (Rider is null || at >= ReportedAt);
        return this with
        {
            Status = isNews ? reported : Status,
            ReportedAt = isNews ? at : ReportedAt,
            Rider = knowsRider ? rider : Rider,
            EtaAt = knowsRider ? etaAt ?? EtaAt : EtaAt,
        };
    }
}

internal sealed record OrderRider(string? Name, string? Phone);

internal enum DeliveryStatus
{
    Requested,
    Assigned,
    AtSite,
    PickedUp,
    AtDoor,
    Delivered,
    Failed,
    Returned,
}
