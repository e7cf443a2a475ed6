using NodaTime;

namespace MealDispatch.Contracts.Kitchen;

/// <summary>A ticket reached the paper of the site's printer.</summary>
public sealed record TicketPrinted
{
    public required Guid OrderId { get; init; }

    public required string TicketCode { get; init; }

    /// <summary>1, then 2 and so on for 补打.</summary>
    public required int Copy { get; init; }

    public required Instant OccurredAt { get; init; }
}
