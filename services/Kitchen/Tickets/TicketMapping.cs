using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Tickets;

internal static class TicketMapping
{
    internal static void Map(ModelBuilder model)
    {
        model.Entity<Ticket>(e =>
        {
            e.ToTable("tickets");
            e.Property(t => t.Id).ValueGeneratedNever();
            e.Property(t => t.OrderNumber).HasMaxLength(40);
            e.Property(t => t.SiteCode).HasMaxLength(40);
            e.Property(t => t.KitchenSiteCode).HasMaxLength(40);
            e.Property(t => t.MealPeriod).IsWord();
            e.Property(t => t.Fulfilment).IsWord();
            e.Property(t => t.Status).IsWord();
            e.Property(t => t.Lines).IsJson();
            e.Property(t => t.History).IsJson();
            e.Property(t => t.Code).HasMaxLength(80);
            e.Property(t => t.CareToken).HasMaxLength(40);
            e.Property(t => t.Version).IsConcurrencyToken();
            e.HasIndex(t => t.OrderId).IsUnique();
            e.HasIndex(t => t.BatchId);
            e.HasIndex(t => t.Code).IsUnique().HasFilter("Code IS NOT NULL");
            e.HasIndex(t => new { t.KitchenSiteCode, t.ServiceDate, t.MealPeriod, t.Number }).IsUnique().HasFilter("Number IS NOT NULL");
        });
        model.Entity<CancelledOrder>(e =>
        {
            e.ToTable("cancelled_orders");
            e.HasKey(o => o.OrderId);
            e.Property(o => o.OrderId).ValueGeneratedNever();
        });
    }
}
