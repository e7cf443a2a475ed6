using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.RuleSettings;

/// <summary>Whether a rule is on for a subdistrict, and the thresholds that differ from the usual ones.</summary>
internal sealed class RuleSetting
{
    public required string Subdistrict { get; init; }

    public required string Rule { get; init; }

    public bool Enabled { get; private set; } = true;

    /// <summary>JSON of name → value.</summary>
    public string Own { get; private set; } = "{}";

    public int Version { get; private set; }

    /// <summary>All of them, the usual ones too.</summary>
    public Thresholds ThresholdsOf(FlagRule rule)
    {
        var own = JsonSerializer.Deserialize<Dictionary<string, int>>(Own, Json.Options)!;
        return new Thresholds(rule.Thresholds.ToDictionary(t => t.Name, t => own.GetValueOrDefault(t.Name, t.Default)));
    }

    public RuleChange Change(bool enabled, Thresholds thresholds, FlagRule rule, Guid by, Instant now)
    {
        Enabled = enabled;
        Own = JsonSerializer.Serialize(thresholds.Values.Where(v => rule.Defaults[v.Key] != v.Value).OrderBy(v => v.Key, StringComparer.Ordinal).ToDictionary(), Json.Options);
        Version++;
        return new RuleChange { Subdistrict = Subdistrict, Rule = Rule, Number = Version, Enabled = Enabled, Own = Own, By = by, At = now };
    }

    /// <summary>What holds for a subdistrict that set nothing is the default.</summary>
    public static async Task<RuleSetting> OfAsync(SubsidyDbContext db, string subdistrict, FlagRule rule, CancellationToken ct) =>
        await db.RuleSettings.FindAsync([subdistrict, rule.Code], ct) ?? new RuleSetting { Subdistrict = subdistrict, Rule = rule.Code };

    public static async Task<IReadOnlyList<(FlagRule Rule, RuleSetting Setting)>> AllAsync(SubsidyDbContext db, string subdistrict, CancellationToken ct)
    {
        var own = await db.RuleSettings.AsNoTracking().Where(s => s.Subdistrict == subdistrict).ToDictionaryAsync(s => s.Rule, ct);
        return [.. FlagRules.All.Select(rule => (rule, own.GetValueOrDefault(rule.Code) ?? new RuleSetting { Subdistrict = subdistrict, Rule = rule.Code }))];
    }
}

/// <summary>Who set a rule how, and when.</summary>
internal sealed class RuleChange
{
    public required string Subdistrict { get; init; }

    public required string Rule { get; init; }

    /// <summary>The setting's version that it made.</summary>
    public required int Number { get; init; }

    public required bool Enabled { get; init; }

    /// <inheritdoc cref="RuleSetting.Own"/>
    public required string Own { get; init; }

    public required Guid By { get; init; }

    public required Instant At { get; init; }
}

internal sealed class RuleSettingMapping : IEntityTypeConfiguration<RuleSetting>, IEntityTypeConfiguration<RuleChange>
{
    public void Configure(EntityTypeBuilder<RuleSetting> builder)
    {
        builder.ToTable("flag_rule_settings");
        builder.HasKey(s => new { s.Subdistrict, s.Rule });
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Rule).HasMaxLength(30);
        builder.Property(s => s.Own).HasMaxLength(1000);
        builder.Property(s => s.Version).IsConcurrencyToken();
    }

    public void Configure(EntityTypeBuilder<RuleChange> builder)
    {
        builder.ToTable("flag_rule_changes");
        builder.HasKey(c => new { c.Subdistrict, c.Rule, c.Number });
        builder.Property(c => c.Subdistrict).HasMaxLength(40);
        builder.Property(c => c.Rule).HasMaxLength(30);
        builder.Property(c => c.Number).ValueGeneratedNever();
        builder.Property(c => c.Own).HasMaxLength(1000);
    }
}
