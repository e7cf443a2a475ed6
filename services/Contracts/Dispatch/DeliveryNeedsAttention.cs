using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>People at the site should look at a delivery, before the resident telephones.</summary>
public sealed record DeliveryNeedsAttention
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The site that serves.</summary>
    public required string SiteCode { get; init; }

    /// <summary>The canteen that cooks and hands over to the rider.</summary>
    public required string KitchenSiteCode { get; init; }

    public required string Subdistrict { get; init; }

    /// <summary>The bag's; null while the batch is open.</summary>
    public required string? TicketCode { get; init; }

    /// <summary>Why, as a code: <c>hardly-in-time</c>, <c>late</c>, <c>food-old</c>, <c>two-couriers</c>, <c>given-to-own-riders</c> …</summary>
    public required string Alarm { get; init; }

    public required Instant OccurredAt { get; init; }
}
