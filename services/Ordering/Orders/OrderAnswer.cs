using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>An order as people and programs read it.</summary>
internal sealed record OrderAnswer(
    Guid Id,
    string Number,
    OrderStatus Status,
    Guid ResidentId,
    string SiteCode,
    string KitchenSiteCode,
    LocalDate ServiceDate,
    MealPeriod MealPeriod,
    Fulfilment Fulfilment,
    IReadOnlyList<OrderLineAnswer> Lines,
    string? Remark,
    PaymentMethod PaymentMethod,
    long? ExpectedPayableFen,
    string? LateReason,
    long FoodFen,
    long DeliveryFeeFen,
    long SubsidyFen,
    long PayableFen,
    OrderSubsidy? Subsidy,
    IReadOnlyList<TimelineEntry> Timeline,
    OrderDeliveryAnswer? Delivery,
    OrderRefusal? Refusal,
    string? TicketCode,
    Instant CutoffAt,
    Instant ServeFrom,
    Instant ServeTo,
    int Version)
{
    public static OrderAnswer Of(Order o) => new(
        o.Id, o.Number, o.Status, o.ResidentId, o.SiteCode, o.KitchenSiteCode, o.ServiceDate, o.MealPeriod, o.Fulfilment,
        [.. o.Lines.Select(OrderLineAnswer.Of)], o.Remark, o.PaymentMethod, o.ExpectedPayableFen, o.LateReason,
        o.FoodFen, o.DeliveryFeeFen, o.SubsidyFen, o.PayableFen, o.Subsidy, o.Timeline,
        o.Delivery is { } d ? new OrderDeliveryAnswer(d.Id, d.Status, d.Rider, d.EtaAt) : null,
        o.Refusal, o.TicketCode, o.CutoffAt, o.ServeFrom, o.ServeTo, o.Version);
}

internal sealed record OrderLineAnswer(string ItemCode, string Name, MenuItemKind Kind, int Quantity, long PriceFen, long AmountFen, IReadOnlyList<string> DietTags)
{
    public static OrderLineAnswer Of(OrderLine line) =>
        new(line.ItemCode, line.Name, line.Kind, line.Quantity, line.PriceFen, line.AmountFen, line.DietTags);
}

internal sealed record OrderDeliveryAnswer(Guid Id, DeliveryStatus Status, OrderRider? Rider, Instant? EtaAt);
