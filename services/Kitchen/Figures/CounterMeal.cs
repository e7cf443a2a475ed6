using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Figures;

/// <summary>A meal eaten at the counter without an order ahead: it has no ticket, and is counted for the forecast.</summary>
internal sealed class CounterMeal
{
    public required Guid OrderId { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }
}

internal static class FiguresMapping
{
    internal static void Map(ModelBuilder model) => model.Entity<CounterMeal>(e =>
    {
        e.ToTable("counter_meals");
        e.HasKey(m => m.OrderId);
        e.Property(m => m.OrderId).ValueGeneratedNever();
        e.Property(m => m.SiteCode).HasMaxLength(40);
        e.Property(m => m.MealPeriod).IsWord();
        e.HasIndex(m => new { m.SiteCode, m.ServiceDate, m.MealPeriod });
    });
}
