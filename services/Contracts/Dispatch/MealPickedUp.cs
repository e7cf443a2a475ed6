using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>The rider has the meal: evidence of the courier's pickup.</summary>
public sealed record MealPickedUp
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c> or <c>own-riders</c>.</summary>
    public required string Provider { get; init; }

    public required string? RiderName { get; init; }

    public required string? RiderPhone { get; init; }

    /// <summary>The courier's own number of the order; null when it gives none.</summary>
    public string? ProviderReference { get; init; }

    /// <summary>Our number of the submission, which the courier writes on its bills; null in messages of before this was told.</summary>
    public string? AttemptCode { get; init; }

    /// <summary>The person, when one of the town's own riders carries it; null for couriers' riders, and in messages of before this was told.</summary>
    public Guid? RiderId { get; init; }

    public required Instant OccurredAt { get; init; }
}
