using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>Personal data of a resident, for Kitchen (name, diet), Dispatch (door) and Care (whom to call) only.</summary>
public sealed record ResidentContactChanged
{
    public required Guid ResidentId { get; init; }

    /// <summary>The same count as <see cref="ResidentChanged.Version"/>.</summary>
    public required int Version { get; init; }

    public required string Subdistrict { get; init; }

    public required string Name { get; init; }

    public required string? Phone { get; init; }

    public required string AddressText { get; init; }

    public required string? Building { get; init; }

    public required string? Room { get; init; }

    public required GeoPoint? Point { get; init; }

    public required IReadOnlyList<string> DietTags { get; init; }

    /// <summary>Ingredients that the resident must not get.</summary>
    public required IReadOnlyList<string> Avoid { get; init; }

    public required string? Notes { get; init; }

    public required IReadOnlyList<EmergencyContact> Contacts { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>Somebody to call when the resident does not open.</summary>
public sealed record EmergencyContact(string Name, string Phone, string Relation);
