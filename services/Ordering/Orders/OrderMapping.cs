using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Ordering.Orders;

internal static class OrderMapping
{
    public static void Map(EntityTypeBuilder<Order> order)
    {
        order.ToTable("orders");
        order.Property(o => o.Id).ValueGeneratedNever();
        order.Property(o => o.Number).HasMaxLength(80);
        order.Property(o => o.Subdistrict).HasMaxLength(40);
        order.Property(o => o.SiteCode).HasMaxLength(40);
        order.Property(o => o.KitchenSiteCode).HasMaxLength(40);
        order.Property(o => o.Remark).HasMaxLength(200);
        order.Property(o => o.LateReason).HasMaxLength(200);
        order.Property(o => o.TicketCode).HasMaxLength(80);
        order.Property(o => o.Lines).HasJson();
        order.Property(o => o.Counter).HasJson();
        order.Property(o => o.Subsidy).HasJson();
        order.Property(o => o.Timeline).HasJson();
        order.Property(o => o.Delivery).HasJson();
        order.Property(o => o.Refusal).HasJson();
        order.Property(o => o.Version).IsConcurrencyToken();
        order.HasIndex(o => o.Number).IsUnique();
        order.HasIndex(o => new { o.ResidentId, o.SiteCode, o.ServiceDate, o.MealPeriod }).IsUnique().HasFilter("HoldsMeal = 1");
        order.HasIndex(o => new { o.ResidentId, o.PlacedAt });
        order.HasIndex(o => new { o.Subdistrict, o.PlacedAt });
        order.HasIndex(o => new { o.SiteCode, o.ServiceDate, o.MealPeriod });
        order.HasIndex(o => o.CutoffAt).HasFilter("Status = 'placed'");
    }

    public static void Map(EntityTypeBuilder<SiteMeal> meal)
    {
        meal.ToTable("site_meals");
        meal.HasKey(m => new { m.SiteCode, m.ServiceDate, m.MealPeriod });
        meal.Property(m => m.SiteCode).HasMaxLength(40);
        meal.Property(m => m.KitchenSiteCode).HasMaxLength(40);
        meal.Property(m => m.TraceParent).HasMaxLength(64);
        meal.Property(m => m.Version).IsConcurrencyToken();
        meal.HasIndex(m => m.CutoffAt).HasFilter("ClosedAt IS NULL");
    }
}
