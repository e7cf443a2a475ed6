using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Checks;

/// <summary>The cutoff of a site's meal has passed: work for <see cref="CheckUsualMeals.CheckUsualMealsJob"/>.</summary>
internal sealed class ClosedWindow
{
    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>A little after the cutoff: its last orders may still be on their way here.</summary>
    public required Instant CheckAt { get; init; }

    public bool Checked { get; set; }
}

internal sealed class ClosedWindowMapping : IEntityTypeConfiguration<ClosedWindow>
{
    public void Configure(EntityTypeBuilder<ClosedWindow> builder)
    {
        builder.ToTable("closed_windows");
        builder.HasKey(w => new { w.SiteCode, w.ServiceDate, w.MealPeriod });
        builder.Property(w => w.SiteCode).HasMaxLength(40);
        builder.Property(w => w.MealPeriod).HasConversion<string>().HasMaxLength(20);
        builder.HasIndex(w => w.CheckAt).HasFilter("Checked = 0");
    }
}
