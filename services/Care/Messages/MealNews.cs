using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Messages;

/// <summary>Something happened to a meal that people want to know: work for <see cref="TellNews.TellNewsJob"/>. One row an event, for ever.</summary>
internal sealed class MealNews
{
    public required Guid OrderId { get; init; }

    public required MessageKind Kind { get; init; }

    public required Instant At { get; init; }

    /// <summary>A reason's code, or fen that went back; null when nothing more is to be said.</summary>
    public required string? Detail { get; init; }

    public bool Told { get; set; }
}

internal sealed class MealNewsMapping : IEntityTypeConfiguration<MealNews>
{
    public void Configure(EntityTypeBuilder<MealNews> builder)
    {
        builder.ToTable("meal_news");
        builder.HasKey(n => new { n.OrderId, n.Kind });
        builder.Property(n => n.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(n => n.Detail).HasMaxLength(100);
        builder.HasIndex(n => n.At).HasFilter("Told = 0");
    }
}

internal static class NewsOfMeals
{
    /// <summary>Notes an event once; a job tells it.</summary>
    public static async Task NoteNewsAsync(this Unit<CareDbContext> unit, Guid orderId, MessageKind kind, Instant at, string? detail, CancellationToken ct)
    {
        if (await unit.Db.News.FindAsync([orderId, kind], ct) is null)
            unit.Db.News.Add(new MealNews { OrderId = orderId, Kind = kind, At = at, Detail = detail });
    }
}
