using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>An order will not be served: cancelled by a person, or refused after it was placed.</summary>
public sealed record OrderCancelled
{
    public required Guid OrderId { get; init; }

    public required string SiteCode { get; init; }

    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>A stable code: <c>requested</c> when a person cancelled, else the refusal's code.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>True when <see cref="OrderConfirmed"/> had been published before.</summary>
    public required bool WasConfirmed { get; init; }

    /// <summary>Null in messages of before this was told.</summary>
    public Guid? ResidentId { get; init; }

    public required Instant OccurredAt { get; init; }
}
