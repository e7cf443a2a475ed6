using NodaTime;

namespace MealDispatch.Contracts.Care;

/// <summary>An alert was followed up; what became of the resident stays with Care.</summary>
public sealed record CareAlertClosed
{
    public required Guid AlertId { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    /// <inheritdoc cref="CareAlertRaised.OrderId"/>
    public required Guid? OrderId { get; init; }

    public required Instant OccurredAt { get; init; }
}
