using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing;

internal static class PrintingMapping
{
    internal static void Map(ModelBuilder model)
    {
        model.Entity<Printer>(e =>
        {
            e.ToTable("printers");
            e.HasKey(p => p.SiteCode);
            e.Property(p => p.SiteCode).HasMaxLength(40);
            e.Property(p => p.Host).HasMaxLength(253);
            e.Property(p => p.Version).IsConcurrencyToken();
        });
        model.Entity<PrinterState>(e =>
        {
            e.ToTable("printer_states");
            e.HasKey(s => s.SiteCode);
            e.Property(s => s.SiteCode).HasMaxLength(40);
            e.Property(s => s.Condition).IsWord();
            e.Property(s => s.Version).IsConcurrencyToken();
        });
        model.Entity<PrintJob>(e =>
        {
            e.ToTable("print_jobs");
            e.Ignore(j => j.Status);
            e.Property(j => j.SiteCode).HasMaxLength(40);
            e.Property(j => j.TicketCode).HasMaxLength(80);
            e.Property(j => j.State).IsWord();
            e.Property(j => j.Decision).HasMaxLength(20).HasConversion<string>();
            e.Property(j => j.Error).HasMaxLength(200);
            e.Property(j => j.Version).IsConcurrencyToken();
            e.HasIndex(j => new { j.TicketId, j.Copy }).IsUnique();
            e.HasIndex(j => j.RunId);
            e.HasIndex(j => new { j.State, j.SiteCode });
            e.HasIndex(j => j.SiteCode);
        });
    }
}
