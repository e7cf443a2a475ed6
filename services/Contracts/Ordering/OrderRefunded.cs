using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>What the resident paid went back to the meal account, in full and once.</summary>
public sealed record OrderRefunded
{
    public required Guid OrderId { get; init; }

    /// <summary>Fen.</summary>
    public required long AmountFen { get; init; }

    public required Instant OccurredAt { get; init; }
}
