using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>How to reach a person who signs in by phone: a resident or family. For Care only.</summary>
public sealed record PersonContactChanged
{
    public required Guid PersonId { get; init; }

    /// <summary>The same count as <see cref="PersonChanged.Version"/>.</summary>
    public required int Version { get; init; }

    public required string Name { get; init; }

    public required string Phone { get; init; }

    /// <summary>The resident that this person is; null for family.</summary>
    public required Guid? ResidentId { get; init; }

    public required Instant OccurredAt { get; init; }
}
