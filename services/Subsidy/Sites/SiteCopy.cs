using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Flags;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Sites;

/// <summary>A site's name, for the sentence that says where today's subsidy was used; and whose settlements are whose.</summary>
internal sealed class SiteCopy
{
    public required string Code { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string Subdistrict { get; set; } = "";

    /// <summary>WGS-84 degrees; null when the site has no coordinates.</summary>
    public double? Lat { get; set; }

    /// <inheritdoc cref="Lat"/>
    public double? Lng { get; set; }

    /// <summary>JSON of <see cref="ServingTime"/>: when which meal is served.</summary>
    public string Serving { get; set; } = "[]";

    /// <summary>JSON of the dates on which nothing is served.</summary>
    public string ClosedDates { get; set; } = "[]";

    /// <summary>The canteen that cooks for a dining table; its staff speak for the table too.</summary>
    public string? SuppliedBy { get; set; }

    /// <summary>Names by code; a site that is not known is not in it.</summary>
    public static Task<Dictionary<string, string>> NamesAsync(SubsidyDbContext db, IReadOnlyCollection<string> codes, CancellationToken ct) =>
        db.Sites.Where(s => codes.Contains(s.Code)).Select(s => new { s.Code, s.Name }).ToDictionaryAsync(s => s.Code, s => s.Name, ct);

    /// <summary>What rules look at when they look for flags.</summary>
    public MealSite ToMealSite() => new(
        Code, Name, Lat is { } lat && Lng is { } lng ? new GeoPoint(lat, lng) : null, JsonSerializer.Deserialize<List<ServingTime>>(Serving, Json.Options)!,
        JsonSerializer.Deserialize<List<LocalDate>>(ClosedDates, Json.Options)!);
}

internal sealed class SiteChangedConsumer : IConsume<SiteChanged, SubsidyDbContext>
{
    public async Task ConsumeAsync(SiteChanged message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var copy = await unit.Db.Sites.FindAsync([message.Code], ct);
        if (copy is null)
        {
            unit.Db.Sites.Add(copy = new SiteCopy { Code = message.Code });
            await unit.Db.Decisions.Where(d => d.SiteCode == message.Code && d.SiteSubdistrict == null)
                .ExecuteUpdateAsync(set => set.SetProperty(d => d.SiteSubdistrict, message.Subdistrict), ct);
        }
        else if (copy.Version >= message.Version)
        {
            return;
        }
        copy.Version = message.Version;
        copy.Name = message.Name;
        copy.Subdistrict = message.Subdistrict;
        copy.SuppliedBy = message.SuppliedBy;
        (copy.Lat, copy.Lng) = (message.Point?.Lat, message.Point?.Lng);
        copy.Serving = JsonSerializer.Serialize(message.OrderWindows.Select(w => new ServingTime(w.MealPeriod, w.ServeFrom, w.ServeTo)), Json.Options);
        copy.ClosedDates = JsonSerializer.Serialize(message.ClosedDates, Json.Options);
    }
}

internal sealed class SiteMapping : IEntityTypeConfiguration<SiteCopy>
{
    public void Configure(EntityTypeBuilder<SiteCopy> builder)
    {
        builder.ToTable("sites");
        builder.HasKey(s => s.Code);
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.SuppliedBy).HasMaxLength(40);
        builder.HasIndex(s => s.SuppliedBy);
    }
}
