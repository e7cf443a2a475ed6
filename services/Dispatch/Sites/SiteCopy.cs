using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Dispatch.Sites;

/// <summary>What Dispatch keeps of a site: where riders collect, and whom to ask in which order.</summary>
internal sealed class SiteCopy
{
    public required string Code { get; init; }

    public int Version { get; set; }

    public required string Subdistrict { get; set; }

    public required string Name { get; set; }

    public required string Address { get; set; }

    public string? Phone { get; set; }

    /// <summary>WGS-84 degrees; null when the site has no coordinates.</summary>
    public double? Lat { get; set; }

    public double? Lng { get; set; }

    /// <summary>Courier codes in order, separated by spaces.</summary>
    public string Couriers { get; set; } = "";

    /// <summary>What the site will pay and how much it gives at once, of those couriers that it limits.</summary>
    public IReadOnlyList<CourierLimit> CourierLimits { get; set; } = [];

    public GeoPoint? Point => Lat is { } lat && Lng is { } lng ? new GeoPoint(lat, lng) : null;

    public IReadOnlyList<string> CourierList => Couriers.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Fen; null when the site pays any price.</summary>
    public long? MostFeeFen(string provider) => CourierLimits.FirstOrDefault(limit => limit.Provider == provider)?.MaxFeeFen;
}

internal sealed class SiteChangedConsumer : IConsume<SiteChanged, DispatchDbContext>
{
    public async Task ConsumeAsync(SiteChanged message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        var site = await unit.Db.Sites.FindAsync([message.Code], ct);
        if (site is null)
            unit.Db.Sites.Add(site = new SiteCopy { Code = message.Code, Subdistrict = "", Name = "", Address = "" });
        else if (site.Version >= message.Version)
            return;
        site.Version = message.Version;
        site.Subdistrict = message.Subdistrict;
        site.Name = message.Name;
        site.Address = message.AddressText;
        site.Phone = message.Phone;
        site.Lat = message.Point?.Lat;
        site.Lng = message.Point?.Lng;
        site.Couriers = string.Join(' ', message.Couriers);
        site.CourierLimits = message.CourierLimits;
    }
}

internal sealed class SiteCopyMapping : IEntityTypeConfiguration<SiteCopy>
{
    public void Configure(EntityTypeBuilder<SiteCopy> builder)
    {
        builder.ToTable("sites");
        builder.HasKey(s => s.Code);
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Name).HasMaxLength(200);
        builder.Property(s => s.Address).HasMaxLength(500);
        builder.Property(s => s.Phone).HasMaxLength(40);
        builder.Property(s => s.Couriers).HasMaxLength(500);
        builder.Property(s => s.CourierLimits).HasConversion(
            limits => JsonSerializer.Serialize(limits, Json.Options),
            text => JsonSerializer.Deserialize<List<CourierLimit>>(text, Json.Options)!,
            new ValueComparer<IReadOnlyList<CourierLimit>>((a, b) => a!.SequenceEqual(b!), limits => limits.Count, limits => limits));
    }
}
