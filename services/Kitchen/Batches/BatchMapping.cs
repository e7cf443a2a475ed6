using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Batches;

internal static class BatchMapping
{
    internal static void Map(ModelBuilder model)
    {
        model.Entity<KitchenBatch>(e =>
        {
            e.ToTable("batches");
            e.Property(b => b.Id).ValueGeneratedNever();
            e.Property(b => b.Name).HasMaxLength(100);
            e.Property(b => b.KitchenSiteCode).HasMaxLength(40);
            e.Property(b => b.MealPeriod).IsWord();
            e.Property(b => b.Status).IsWord();
            e.Property(b => b.Version).IsConcurrencyToken();
            e.Ignore(b => b.Meal);
            e.HasIndex(b => b.Name).IsUnique();
            e.HasIndex(b => new { b.KitchenSiteCode, b.ServiceDate, b.MealPeriod, b.Wave }).IsUnique();
            e.HasIndex(b => new { b.KitchenSiteCode, b.ServiceDate, b.MealPeriod }, "IX_batches_one_open").IsUnique().HasFilter("Status = 'open'");
            e.HasIndex(b => b.Status);
        });
        model.Entity<ClosedWindow>(e =>
        {
            e.ToTable("closed_windows");
            e.HasKey(w => new { w.SiteCode, w.ServiceDate, w.MealPeriod });
            e.Property(w => w.SiteCode).HasMaxLength(40);
            e.Property(w => w.KitchenSiteCode).HasMaxLength(40);
            e.Property(w => w.MealPeriod).IsWord();
            e.Property(w => w.OrderIds).IsJson();
            e.HasIndex(w => new { w.KitchenSiteCode, w.ServiceDate, w.MealPeriod });
        });
    }
}
