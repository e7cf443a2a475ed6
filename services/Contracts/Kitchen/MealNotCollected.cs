using NodaTime;

namespace MealDispatch.Contracts.Kitchen;

/// <summary>A meal was ready and nobody came for it.</summary>
public sealed record MealNotCollected
{
    public required Guid OrderId { get; init; }

    public required string TicketCode { get; init; }

    public required string Reason { get; init; }

    public required Instant OccurredAt { get; init; }
}
