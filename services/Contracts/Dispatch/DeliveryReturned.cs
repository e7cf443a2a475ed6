using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>An undelivered meal is back at the site.</summary>
public sealed record DeliveryReturned
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    public required Instant OccurredAt { get; init; }
}
