using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Ordering.Sites;

/// <summary>Ordering's copy of a site.</summary>
internal sealed class Site
{
    public required string Code { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public SiteKind Kind { get; set; }

    /// <summary>The canteen that cooks for this site; the site's own code when it cooks itself.</summary>
    public string KitchenCode { get; set; } = "";

    public string Subdistrict { get; set; } = "";

    /// <summary>WGS-84; null when the site has no coordinates: it then delivers nowhere.</summary>
    public GeoPoint? Point { get; set; }

    public int DeliveryRadiusMeters { get; set; }

    public long DeliveryFeeFen { get; set; }

    public IReadOnlyList<SiteOrderWindow> OrderWindows { get; set; } = [];

    public IReadOnlyList<LocalDate> ClosedDates { get; set; } = [];

    /// <summary>The window of a meal as instants; null when the site does not serve that meal period.</summary>
    public OrderWindow? WindowOf(LocalDate serviceDate, MealPeriod mealPeriod, Town town) =>
        OrderWindows.FirstOrDefault(w => w.MealPeriod == mealPeriod) is not { } window
            ? null
            : new OrderWindow(
                town.StartOf(serviceDate.PlusDays(-window.OpensDaysBefore)),
                town.At(serviceDate.PlusDays(-window.CutoffDaysBefore), window.Cutoff),
                town.At(serviceDate, window.ServeFrom),
                town.At(serviceDate, window.ServeTo),
                town.StartOf(serviceDate.PlusDays(1)),
                window.Capacity);
}

/// <summary>When a meal can be ordered and is served. Ordering is open from <see cref="OpensAt"/>, and strictly before <see cref="CutoffAt"/>.</summary>
/// <param name="OpensAt">The first instant at which ordering is open.</param>
/// <param name="CutoffAt">The first instant at which it is closed.</param>
/// <param name="ServeFrom">Serving begins.</param>
/// <param name="ServeTo">Serving ends.</param>
/// <param name="DayEndsAt">The end of the service date: nothing is let in any more, whatever the reason.</param>
/// <param name="Capacity">Orders that the site takes for one meal.</param>
internal sealed record OrderWindow(Instant OpensAt, Instant CutoffAt, Instant ServeFrom, Instant ServeTo, Instant DayEndsAt, int Capacity);

internal static class SiteMapping
{
    public static void Map(EntityTypeBuilder<Site> site)
    {
        site.ToTable("sites");
        site.HasKey(s => s.Code);
        site.Property(s => s.Code).HasMaxLength(40);
        site.Property(s => s.Name).HasMaxLength(200);
        site.Property(s => s.Kind).HasConversion(new WordColumn<SiteKind>()).HasMaxLength(20);
        site.Property(s => s.KitchenCode).HasMaxLength(40);
        site.Property(s => s.Subdistrict).HasMaxLength(40);
        site.Property(s => s.Point).HasJson();
        site.Property(s => s.OrderWindows).HasJson();
        site.Property(s => s.ClosedDates).HasJson();
        site.HasIndex(s => s.KitchenCode);
    }
}
