using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>The meal was delivered: evidence of the arrival.</summary>
public sealed record MealDelivered
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Metres between the rider's last position and the door; null when no position is known.</summary>
    public required int? DistanceMeters { get; init; }

    /// <summary>Metres from the site to the door as the crow flies; null when one of them is not known, and in messages of before this was told.</summary>
    public int? TripMeters { get; init; }

    /// <summary>Fen that the courier asks for the delivery; null when it has not said so by then, and in messages of before this was told.</summary>
    public long? CourierFeeFen { get; init; }

    public required Instant OccurredAt { get; init; }
}
