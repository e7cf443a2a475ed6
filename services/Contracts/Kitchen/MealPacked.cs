using NodaTime;

namespace MealDispatch.Contracts.Kitchen;

/// <summary>Staff packed a meal and scanned its ticket.</summary>
public sealed record MealPacked
{
    public required Guid OrderId { get; init; }

    public required string TicketCode { get; init; }

    public required Instant OccurredAt { get; init; }
}
