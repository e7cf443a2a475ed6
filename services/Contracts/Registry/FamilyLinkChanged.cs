using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>A person's right to act for a resident was confirmed or withdrawn.</summary>
public sealed record FamilyLinkChanged
{
    public required Guid FamilyLinkId { get; init; }

    public required int Version { get; init; }

    public required Guid PersonId { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>True while the link is confirmed and not withdrawn.</summary>
    public required bool Active { get; init; }

    public required Instant OccurredAt { get; init; }
}
