using NodaTime;

namespace MealDispatch.Contracts.Subsidy;

/// <summary>A meal was not received through no fault of the resident, or was cancelled: the resident is refunded in full.</summary>
public sealed record SubsidyReleased
{
    public required Guid OrderId { get; init; }

    public required Guid DecisionId { get; init; }

    /// <summary>Fen given back to the budgets; 0 when nothing had been granted.</summary>
    public required long AmountFen { get; init; }

    public required Instant OccurredAt { get; init; }
}
