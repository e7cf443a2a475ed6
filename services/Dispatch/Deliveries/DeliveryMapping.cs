using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Dispatch.Deliveries;

internal sealed class DeliveryMapping
    : IEntityTypeConfiguration<Delivery>, IEntityTypeConfiguration<CancelledOrder>, IEntityTypeConfiguration<ClosedTicket>
{
    public void Configure(EntityTypeBuilder<Delivery> builder)
    {
        builder.ToTable("deliveries");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.Property(d => d.OrderNumber).HasMaxLength(40);
        builder.Property(d => d.Subdistrict).HasMaxLength(40);
        builder.Property(d => d.SiteCode).HasMaxLength(40);
        builder.Property(d => d.KitchenSiteCode).HasMaxLength(40);
        builder.Property(d => d.TicketCode).HasMaxLength(60);
        builder.Property(d => d.MealPeriod).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.Failure).HasConversion<string>().HasMaxLength(20);
        builder.Property(d => d.NeedsAttention).HasMaxLength(60);
        builder.Property(d => d.Version).IsConcurrencyToken();
        builder.HasIndex(d => d.OrderId).IsUnique();
        builder.HasIndex(d => new { d.Status, d.PlannedAt });
        builder.HasIndex(d => new { d.SiteCode, d.ServiceDate });
        builder.HasIndex(d => d.ResidentId);
    }

    public void Configure(EntityTypeBuilder<CancelledOrder> builder)
    {
        builder.ToTable("cancelled_orders");
        builder.HasKey(o => o.OrderId);
        builder.Property(o => o.OrderId).ValueGeneratedNever();
    }

    public void Configure(EntityTypeBuilder<ClosedTicket> builder)
    {
        builder.ToTable("closed_tickets");
        builder.HasKey(t => t.OrderId);
        builder.Property(t => t.OrderId).ValueGeneratedNever();
        builder.Property(t => t.TicketCode).HasMaxLength(60);
    }
}
