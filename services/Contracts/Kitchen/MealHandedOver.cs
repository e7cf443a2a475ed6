using NodaTime;

namespace MealDispatch.Contracts.Kitchen;

/// <summary>A meal was handed over at the counter (pickup).</summary>
public sealed record MealHandedOver
{
    public required Guid OrderId { get; init; }

    public required string TicketCode { get; init; }

    public required PresenceEvidence Evidence { get; init; }

    public required string? OverrideReason { get; init; }

    public required Instant OccurredAt { get; init; }
}
