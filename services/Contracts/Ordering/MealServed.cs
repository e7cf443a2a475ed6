using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>A dine-in meal was served at the counter and its order completed.</summary>
public sealed record MealServed
{
    public required Guid OrderId { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>The meal's day; null in messages of before this was told.</summary>
    public LocalDate? ServiceDate { get; init; }

    /// <summary>Null in messages of before this was told.</summary>
    public MealPeriod? MealPeriod { get; init; }

    public required PresenceEvidence Evidence { get; init; }

    /// <summary>The staff member's reason when <see cref="Evidence"/> is an override.</summary>
    public required string? OverrideReason { get; init; }

    /// <summary>Fen that the resident paid; null in messages of before this was told.</summary>
    public long? PayableFen { get; init; }

    /// <summary>How it was paid; null in messages of before this was told.</summary>
    public PaymentMethod? PaymentMethod { get; init; }

    public required Instant OccurredAt { get; init; }
}
