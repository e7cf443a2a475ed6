using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Sites;

/// <summary>What the kitchen needs of a site: who cooks for it, and when its ordering ends.</summary>
internal sealed class SiteCopy
{
    public required string Code { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    /// <summary>The canteen that cooks for a dining table; null for a canteen.</summary>
    public string? SuppliedBy { get; set; }

    public string Subdistrict { get; set; } = "";

    public IReadOnlyList<SiteOrderWindow> OrderWindows { get; set; } = [];

    public IReadOnlyList<LocalDate> ClosedDates { get; set; } = [];

    /// <summary>Whether the site takes orders for that meal at all.</summary>
    public bool Serves(LocalDate serviceDate, MealPeriod mealPeriod) =>
        OrderWindows.Any(w => w.MealPeriod == mealPeriod) && !ClosedDates.Contains(serviceDate);

    /// <summary>Local; null when the site does not serve that meal.</summary>
    public LocalDateTime? CutoffOf(LocalDate serviceDate, MealPeriod mealPeriod) =>
        OrderWindows.FirstOrDefault(w => w.MealPeriod == mealPeriod) is { } window
            ? serviceDate.PlusDays(-window.CutoffDaysBefore) + window.Cutoff
            : null;
}

internal sealed class SiteChangedConsumer : IConsume<SiteChanged, KitchenDbContext>
{
    public async Task ConsumeAsync(SiteChanged message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        var site = await unit.Db.Sites.FindAsync([message.Code], ct);
        if (site is null)
            unit.Db.Sites.Add(site = new SiteCopy { Code = message.Code });
        else if (site.Version >= message.Version)
            return;
        site.Version = message.Version;
        site.Name = message.Name;
        site.SuppliedBy = message.SuppliedBy;
        site.Subdistrict = message.Subdistrict;
        site.OrderWindows = message.OrderWindows;
        site.ClosedDates = message.ClosedDates;
    }
}

internal static class SiteMapping
{
    internal static void Map(ModelBuilder model) => model.Entity<SiteCopy>(e =>
    {
        e.ToTable("sites");
        e.HasKey(s => s.Code);
        e.Property(s => s.Code).HasMaxLength(40);
        e.Property(s => s.SuppliedBy).HasMaxLength(40);
        e.Property(s => s.OrderWindows).IsJson();
        e.Property(s => s.ClosedDates).IsJson();
        e.HasIndex(s => s.SuppliedBy);
    });
}
