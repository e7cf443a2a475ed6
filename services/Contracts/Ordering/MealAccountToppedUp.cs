using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>Money came into a meal account: cash taken by staff, or a payment online that its provider confirmed.</summary>
public sealed record MealAccountToppedUp
{
    public required Guid TopUpId { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>Fen.</summary>
    public required long AmountFen { get; init; }

    /// <summary>Fen in the account after it.</summary>
    public required long BalanceFen { get; init; }

    public required Instant OccurredAt { get; init; }
}
