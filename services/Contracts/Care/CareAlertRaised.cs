using NodaTime;

namespace MealDispatch.Contracts.Care;

/// <summary>关怀告警: somebody must look after a resident. It climbs its ladder until it is closed.</summary>
public sealed record CareAlertRaised
{
    public required Guid AlertId { get; init; }

    public required CareAlertCause Cause { get; init; }

    public required WelfareLevel Level { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>The order at whose door it was raised; null for a check that no delivery raised.</summary>
    public required Guid? OrderId { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>What raised an alert.</summary>
public enum CareAlertCause
{
    /// <summary>Somebody at the door reported it.</summary>
    Report,

    /// <summary>Nobody opened several times within some days.</summary>
    RepeatedNoAnswer,

    /// <summary>The resident usually orders this meal on this weekday and did not.</summary>
    MissedMeal,
}
