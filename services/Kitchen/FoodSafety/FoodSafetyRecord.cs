using MealDispatch.BuildingBlocks.Errors;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.FoodSafety;

/// <summary>
/// 食品安全记录 of one batch as somebody noted it. A correction is a further row: the one with the highest version counts, the
/// others stay as they were.
/// </summary>
internal sealed class FoodSafetyRecord
{
    /// <summary>Hot food is cooked through from here on; a lower temperature needs a remark. In tenths of a degree Celsius.</summary>
    internal const int CookedThroughTenths = 700;

    /// <summary>What the food-safety rules for group meals ask of a sample, at least.</summary>
    internal const int LeastSampleGrams = 125;

    /// <summary>How long a sample is kept, at least.</summary>
    internal static readonly Duration SampleKept = Duration.FromHours(48);

    public required Guid BatchId { get; init; }

    /// <summary>1 for the first note, then 2, 3 … for corrections.</summary>
    public required int Version { get; init; }

    /// <summary>When cooking ended.</summary>
    public required Instant CookedAt { get; init; }

    /// <summary>Core temperature in tenths of a degree Celsius.</summary>
    public required int CoreTemperatureTenths { get; init; }

    /// <summary>Why it was lower than expected, and what was done; or anything else worth noting.</summary>
    public required string? Remark { get; init; }

    /// <summary>Portions cooked in all; null when nobody counted.</summary>
    public required int? PortionsCooked { get; init; }

    /// <summary>留样: grams of each dish.</summary>
    public required int SampleGrams { get; init; }

    public required string SamplePlace { get; init; }

    public required Instant SampleTakenAt { get; init; }

    /// <summary>Null as long as the sample is kept.</summary>
    public required Instant? SampleDisposedAt { get; init; }

    /// <summary>When packing began; null while it has not.</summary>
    public required Instant? PackedAt { get; init; }

    /// <summary>The person who noted this version.</summary>
    public required Guid NotedBy { get; init; }

    public required Instant NotedAt { get; init; }

    public Instant SampleKeepUntil => SampleTakenAt + SampleKept;
}

internal sealed record TemperatureNeedsRemark() : RuleRefused("kitchen.temperature-needs-remark")
{
    public override string? Detail => "中心温度低于 70.0 ℃，请写明原因和处理办法。";
}

internal sealed record SampleKeptTooShort() : RuleRefused("kitchen.sample-kept-too-short")
{
    public override string? Detail => "留样要满 48 小时才能处理。";
}

internal static class FoodSafetyMapping
{
    internal static void Map(ModelBuilder model) => model.Entity<FoodSafetyRecord>(e =>
    {
        e.ToTable("food_safety_records");
        e.HasKey(r => new { r.BatchId, r.Version });
        e.Property(r => r.Remark).HasMaxLength(500);
        e.Property(r => r.SamplePlace).HasMaxLength(100);
        e.Ignore(r => r.SampleKeepUntil);
    });
}
