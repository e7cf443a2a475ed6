using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Settings;

/// <summary>Rules as somebody set them. Rows are only added: the highest number holds, the others are the history.</summary>
internal sealed class CareSetting
{
    public required string Subdistrict { get; init; }

    /// <summary>Counts from 1 in a subdistrict.</summary>
    public required int Number { get; init; }

    public required CareRules Rules { get; init; }

    public required Guid By { get; init; }

    public required Instant At { get; init; }

    /// <summary>Null while a subdistrict has set nothing.</summary>
    public static Task<CareSetting?> LatestAsync(CareDbContext db, string subdistrict, CancellationToken ct) =>
        db.Settings.AsNoTracking().Where(s => s.Subdistrict == subdistrict).OrderByDescending(s => s.Number).FirstOrDefaultAsync(ct);

    /// <summary>The rules of the subdistrict of a site; the usual ones while the site is not known.</summary>
    public static async Task<CareRules> RulesOfSiteAsync(CareDbContext db, string siteCode, CancellationToken ct) =>
        await db.Sites.FindAsync([siteCode], ct) is { } site && await LatestAsync(db, site.Subdistrict, ct) is { } setting ? setting.Rules : CareRules.Usual;
}

internal sealed class CareSettingMapping : IEntityTypeConfiguration<CareSetting>
{
    public void Configure(EntityTypeBuilder<CareSetting> builder)
    {
        builder.ToTable("settings");
        builder.HasKey(s => new { s.Subdistrict, s.Number });
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Number).ValueGeneratedNever();
        builder.Property(s => s.Rules).HasConversion(
            rules => JsonSerializer.Serialize(rules, Json.Options),
            text => JsonSerializer.Deserialize<CareRules>(text, Json.Options)!);
    }
}
