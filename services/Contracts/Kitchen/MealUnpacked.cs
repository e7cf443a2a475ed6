using NodaTime;

namespace MealDispatch.Contracts.Kitchen;

/// <summary>Staff took back a <see cref="MealPacked"/>: the meal is not packed, as long as no later one says that it is.</summary>
public sealed record MealUnpacked
{
    public required Guid OrderId { get; init; }

    public required string TicketCode { get; init; }

    /// <summary>The time of the packing that is taken back.</summary>
    public required Instant PackedAt { get; init; }

    public required string Reason { get; init; }

    public required Instant OccurredAt { get; init; }
}
