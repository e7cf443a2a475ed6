using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>The whole state of a resident that rules need. A copy keeps the highest <see cref="Version"/> and ignores older ones.</summary>
public sealed record ResidentChanged
{
    public required Guid ResidentId { get; init; }

    /// <summary>Grows by one with each change of the resident.</summary>
    public required int Version { get; init; }

    public required LocalDate BirthDate { get; init; }

    /// <summary>Covers all dates without gap or overlap, in order: on each date exactly one period holds.</summary>
    public required IReadOnlyList<ResidentStatusPeriod> Statuses { get; init; }

    public required IReadOnlyList<ResidentCategory> Categories { get; init; }

    public required string Subdistrict { get; init; }

    public required string? Community { get; init; }

    /// <summary>The door, WGS-84; null when the address has no coordinates.</summary>
    public required GeoPoint? Point { get; init; }

    public required IReadOnlyList<string> DietTags { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>A status from one date to another, both inclusive; null is open.</summary>
public sealed record ResidentStatusPeriod(ResidentStatus Status, LocalDate? From, LocalDate? To);

/// <summary>A category code (低保, 特困 …) held from one date to another, both inclusive; null is open.</summary>
public sealed record ResidentCategory(string Code, LocalDate? From, LocalDate? To);
