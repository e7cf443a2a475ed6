using NodaTime;

namespace MealDispatch.Contracts.Subsidy;

/// <summary>A meal counts as received (or as a no-show that is kept): the resident's payment is kept.</summary>
public sealed record SubsidyConsumed
{
    public required Guid OrderId { get; init; }

    public required Guid DecisionId { get; init; }

    /// <summary>Fen; 0 when nothing had been granted.</summary>
    public required long AmountFen { get; init; }

    public required bool NoShow { get; init; }

    public required Instant OccurredAt { get; init; }
}
