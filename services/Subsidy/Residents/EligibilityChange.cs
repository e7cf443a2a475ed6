using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Residents;

/// <summary>What a resident was entitled by before a change of birth date, status or categories: what the change brought can be decided anew.</summary>
internal sealed class EligibilityChange
{
    public required Guid ResidentId { get; init; }

    /// <summary>The resident's version that the change made.</summary>
    public required int Version { get; init; }

    public required Instant At { get; init; }

    public required LocalDate BirthDate { get; init; }

    /// <summary>JSON of the status periods before.</summary>
    public required string Statuses { get; init; }

    /// <summary>JSON of the categories before.</summary>
    public required string Categories { get; init; }

    public ResidentFacts FactsBeforeOn(LocalDate serviceDate) => ResidentCopy.FactsOn(serviceDate, BirthDate, Statuses, Categories);

    /// <summary>Null when the news changes nothing of that.</summary>
    public static EligibilityChange? Of(ResidentCopy known, ResidentChanged news) =>
        known.BirthDate == news.BirthDate && known.Statuses == JsonSerializer.Serialize(news.Statuses, Json.Options)
        && known.Categories == JsonSerializer.Serialize(news.Categories, Json.Options)
            ? null
            : new EligibilityChange
            {
                ResidentId = news.ResidentId, Version = news.Version, At = news.OccurredAt, BirthDate = known.BirthDate, Statuses = known.Statuses,
                Categories = known.Categories,
            };
}

internal sealed class EligibilityChangeMapping : IEntityTypeConfiguration<EligibilityChange>
{
    public void Configure(EntityTypeBuilder<EligibilityChange> builder)
    {
        builder.ToTable("eligibility_changes");
        builder.HasKey(c => new { c.ResidentId, c.Version });
        builder.Property(c => c.Version).ValueGeneratedNever();
        builder.HasIndex(c => c.At);
    }
}
