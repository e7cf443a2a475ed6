using NodaTime;

namespace MealDispatch.Contracts.Subsidy;

/// <summary>Subsidy's decision on a placed order; its rights are reserved.</summary>
public sealed record SubsidyDecided
{
    public required Guid OrderId { get; init; }

    public required Guid DecisionId { get; init; }

    /// <summary>Grants to the resident, in the order of their schemes.</summary>
    public required IReadOnlyList<SubsidyGrant> Grants { get; init; }

    public required IReadOnlyList<SubsidyRefusal> Refusals { get; init; }

    /// <summary>Fen; the sum of the resident's grants.</summary>
    public required long TotalFen { get; init; }

    /// <summary>One sentence that an elder can read.</summary>
    public required string ExplanationZh { get; init; }

    public required string ExplanationEn { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>What one scheme gives; fen.</summary>
public sealed record SubsidyGrant(string Scheme, int Version, string Tier, long AmountFen);

/// <summary>Why a scheme gives nothing. <paramref name="Scheme"/> is null when the resident is not active.</summary>
public sealed record SubsidyRefusal(string? Scheme, string Reason)
{
    /// <summary>Where a used right went: the site's code; null for other reasons.</summary>
    public string? UsedAtSite { get; init; }

    /// <summary>That site's name.</summary>
    public string? UsedAtSiteName { get; init; }

    /// <summary>The order that used the right; null for other reasons.</summary>
    public Guid? UsedByOrder { get; init; }

    /// <summary>That order's number, for people.</summary>
    public string? UsedByOrderNumber { get; init; }

    /// <summary>When that order took the right.</summary>
    public Instant? UsedAt { get; init; }
}
