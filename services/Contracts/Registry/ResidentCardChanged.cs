using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>A resident's card was issued, replaced or revoked.</summary>
public sealed record ResidentCardChanged
{
    public required Guid ResidentId { get; init; }

    /// <summary>Grows with each card of the resident.</summary>
    public required int Version { get; init; }

    public required string Subdistrict { get; init; }

    /// <summary>Lower-case hex SHA-256 of the card code; null when no card is valid.</summary>
    public required string? CardHash { get; init; }

    public required Instant OccurredAt { get; init; }
}
