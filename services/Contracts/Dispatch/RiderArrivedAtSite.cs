using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>The rider is at the site.</summary>
public sealed record RiderArrivedAtSite
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    public required Instant OccurredAt { get; init; }
}
