using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using MealDispatch.Kitchen.Data;
using NodaTime;

namespace MealDispatch.Kitchen.Recalls;

/// <summary>Who looked up whom a dish went to, and when: the answer holds names, doors and phones.</summary>
internal sealed class RecallRead
{
    public required Guid Id { get; init; }

    public required Guid ReadBy { get; init; }

    public required Instant ReadAt { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required string ItemCode { get; init; }

    /// <summary>How many people's data the answer held.</summary>
    public required int People { get; init; }
}

internal static class RecallMapping
{
    internal static void Map(ModelBuilder model) => model.Entity<RecallRead>(e =>
    {
        e.ToTable("recall_reads");
        e.Property(r => r.Id).ValueGeneratedNever();
        e.Property(r => r.SiteCode).HasMaxLength(40);
        e.Property(r => r.MealPeriod).IsWord();
        e.Property(r => r.ItemCode).HasMaxLength(60);
    });
}
