using NodaTime;

namespace MealDispatch.Contracts.Dispatch;

/// <summary>A courier keeps a fee for an order that it did not carry.</summary>
public sealed record CourierCancelCharged
{
    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    /// <summary>The site that serves.</summary>
    public required string SiteCode { get; init; }

    /// <summary>The courier's code, like <c>fengniao-v2</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>Our number of the submission to the courier.</summary>
    public required string AttemptCode { get; init; }

    /// <summary>The courier's own number of the order; null when it named none.</summary>
    public required string? ProviderReference { get; init; }

    public required long FeeFen { get; init; }

    public required Instant OccurredAt { get; init; }
}
