using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>What a person who can sign in may do; every service keeps a copy.</summary>
public sealed record PersonChanged
{
    public required Guid PersonId { get; init; }

    public required int Version { get; init; }

    public required IReadOnlyList<Role> Roles { get; init; }

    /// <summary>Codes of the sites that canteen staff work at.</summary>
    public required IReadOnlyList<string> Sites { get; init; }

    public required string? Subdistrict { get; init; }

    /// <summary>The resident that this person is; null for family and staff.</summary>
    public required Guid? ResidentId { get; init; }

    public required Instant OccurredAt { get; init; }
}
