using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Subsidy.Settlements.SettlementRules;

/// <summary>How well a subdistrict wants the meals proven that it pays without looking at them.</summary>
internal sealed class SettlementRule
{
    public const int DefaultArrivalMeters = 300;

    public required string Subdistrict { get; init; }

    /// <summary>2 to 4: <see cref="EvidenceLevel.Evidenced"/> is what no settlement does without.</summary>
    public int Level { get; private set; } = EvidenceLevel.Evidenced;

    /// <summary>How near the door a delivery must end to be fully proven.</summary>
    public int ArrivalMeters { get; private set; } = DefaultArrivalMeters;

    /// <summary>JSON of scheme code → level, where a scheme wants another one.</summary>
    public string Schemes { get; private set; } = "{}";

    public int Version { get; private set; }

    public IReadOnlyDictionary<string, int> SchemeLevels() => JsonSerializer.Deserialize<Dictionary<string, int>>(Schemes, Json.Options)!;

    /// <summary>A meal of several schemes must do for the strictest.</summary>
    public int LevelFor(IEnumerable<string> schemes)
    {
        var own = SchemeLevels();
        return schemes.Select(scheme => own.GetValueOrDefault(scheme, Level)).DefaultIfEmpty(Level).Max();
    }

    public void Change(int level, int arrivalMeters, IReadOnlyDictionary<string, int> schemes)
    {
        (Level, ArrivalMeters, Schemes) = (level, arrivalMeters, JsonSerializer.Serialize(schemes, Json.Options));
        Version++;
    }

    /// <summary>What holds for a subdistrict that set nothing is the default.</summary>
    public static async Task<SettlementRule> OfAsync(SubsidyDbContext db, string subdistrict, CancellationToken ct) =>
        await db.SettlementRules.FindAsync([subdistrict], ct) ?? new SettlementRule { Subdistrict = subdistrict };
}

internal sealed class SettlementRuleMapping : IEntityTypeConfiguration<SettlementRule>
{
    public void Configure(EntityTypeBuilder<SettlementRule> builder)
    {
        builder.ToTable("settlement_rules");
        builder.HasKey(r => r.Subdistrict);
        builder.Property(r => r.Subdistrict).HasMaxLength(40);
        builder.Property(r => r.Version).IsConcurrencyToken();
    }
}
