using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>The rider is at the resident's door.</summary>
public sealed record RiderAtDoor
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    public required Instant OccurredAt { get; init; }
}
