using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>A rider will carry the meal; comes again when the rider changes.</summary>
public sealed record RiderAssigned
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    public required string? RiderName { get; init; }

    public required string? RiderPhone { get; init; }

    /// <summary>The courier's estimate of the arrival at the door; null when it gives none.</summary>
    public required Instant? EtaAt { get; init; }

    public required Instant OccurredAt { get; init; }
}
