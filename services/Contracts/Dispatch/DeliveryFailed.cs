using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>No courier will deliver this meal any more.</summary>
public sealed record DeliveryFailed
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    public required DeliveryFailure Reason { get; init; }

    /// <summary>The meal had left the site when the delivery failed.</summary>
    public required bool PickedUp { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>Why a delivery failed. <see cref="NoAnswer"/> and <see cref="Refused"/> are the resident's part; the others are not.</summary>
public enum DeliveryFailure
{
    NoAnswer,
    Refused,
    BadAddress,
    NoCapacity,
    Other,
}
