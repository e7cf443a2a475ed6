using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Kitchen.Batches;
using MealDispatch.Kitchen.Figures;
using MealDispatch.Kitchen.FoodSafety;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Recalls;
using MealDispatch.Kitchen.Residents;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Kitchen.Data;

internal abstract class KitchenDbContext(DbContextOptions options) : ServiceDbContext(options)
{
    internal DbSet<KitchenBatch> Batches => Set<KitchenBatch>();

    internal DbSet<ClosedWindow> ClosedWindows => Set<ClosedWindow>();

    internal DbSet<Ticket> Tickets => Set<Ticket>();

    internal DbSet<CancelledOrder> CancelledOrders => Set<CancelledOrder>();

    internal DbSet<CounterMeal> CounterMeals => Set<CounterMeal>();

    internal DbSet<FoodSafetyRecord> FoodSafetyRecords => Set<FoodSafetyRecord>();

    internal DbSet<RecallRead> RecallReads => Set<RecallRead>();

    internal DbSet<ResidentCopy> Residents => Set<ResidentCopy>();

    internal DbSet<ResidentCard> Cards => Set<ResidentCard>();

    internal DbSet<SiteCopy> Sites => Set<SiteCopy>();

    internal DbSet<Printer> Printers => Set<Printer>();

    internal DbSet<PrinterState> PrinterStates => Set<PrinterState>();

    internal DbSet<PrintJob> PrintJobs => Set<PrintJob>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        BatchMapping.Map(modelBuilder);
        TicketMapping.Map(modelBuilder);
        FiguresMapping.Map(modelBuilder);
        FoodSafetyMapping.Map(modelBuilder);
        RecallMapping.Map(modelBuilder);
        PrintingMapping.Map(modelBuilder);
        ResidentMapping.Map(modelBuilder);
        SiteMapping.Map(modelBuilder);
    }
}

internal static class ColumnExtensions
{
    /// <summary>A list or record as JSON text; it is replaced whole, never changed in place.</summary>
    internal static PropertyBuilder<T> IsJson<T>(this PropertyBuilder<T> property)
        where T : class => property.HasConversion(
            value => JsonSerializer.Serialize(value, Json.Options),
            text => JsonSerializer.Deserialize<T>(text, Json.Options)!,
            new ValueComparer<T>((a, b) => ReferenceEquals(a, b), value => value.GetHashCode(), value => value));

    /// <summary>An enum as its word on the wire.</summary>
    internal static PropertyBuilder<T> IsWord<T>(this PropertyBuilder<T> property)
        where T : struct, Enum => property.HasMaxLength(20).HasConversion(value => Json.Word(value), word => Parse<T>(word));

    private static T Parse<T>(string word)
        where T : struct, Enum => Json.TryParse<T>(word, out var value) ? value : throw new InvalidOperationException($"Unknown {typeof(T).Name} {word}");
}
