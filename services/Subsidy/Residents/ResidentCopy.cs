using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Residents;

/// <summary>What rules need of a resident, kept from Registry's messages; for previews. An order brings its own facts.</summary>
internal sealed class ResidentCopy
{
    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    public LocalDate BirthDate { get; set; }

    public string Subdistrict { get; set; } = "";

    /// <summary>JSON of the status periods.</summary>
    public string Statuses { get; set; } = "[]";

    /// <summary>JSON of the categories with their dates.</summary>
    public string Categories { get; set; } = "[]";

    public ResidentFacts FactsOn(LocalDate serviceDate) => FactsOn(serviceDate, BirthDate, Statuses, Categories);

    public static IReadOnlyList<ResidentStatusPeriod> PeriodsOf(string statuses) => JsonSerializer.Deserialize<List<ResidentStatusPeriod>>(statuses, Json.Options)!;

    /// <summary>The period that a day lies in; null when none is known.</summary>
    public static ResidentStatusPeriod? PeriodOn(LocalDate date, IReadOnlyList<ResidentStatusPeriod> periods) =>
        periods.FirstOrDefault(p => !(date < p.From) && !(date > p.To));

    public static ResidentFacts FactsOn(LocalDate serviceDate, LocalDate birthDate, string statuses, string categories)
    {
        return new ResidentFacts(
            PeriodOn(serviceDate, PeriodsOf(statuses))?.Status ?? ResidentStatus.Pending, birthDate, JsonSerializer.Deserialize<List<ResidentCategory>>(categories, Json.Options)!);
    }
}

/// <summary>Keeps the copy; an older version than the one known changes nothing.</summary>
internal sealed class ResidentChangedConsumer : IConsume<ResidentChanged, SubsidyDbContext>
{
    public async Task ConsumeAsync(ResidentChanged message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var copy = await unit.Db.Residents.FindAsync([message.ResidentId], ct);
        if (copy is null)
            unit.Db.Residents.Add(copy = new ResidentCopy { ResidentId = message.ResidentId });
        else if (copy.Version >= message.Version)
            return;
        else if (EligibilityChange.Of(copy, message) is { } change)
            unit.Db.EligibilityChanges.Add(change);
        copy.Version = message.Version;
        copy.BirthDate = message.BirthDate;
        copy.Subdistrict = message.Subdistrict;
        copy.Statuses = JsonSerializer.Serialize(message.Statuses, Json.Options);
        copy.Categories = JsonSerializer.Serialize(message.Categories, Json.Options);
    }
}

internal sealed class ResidentMapping : IEntityTypeConfiguration<ResidentCopy>
{
    public void Configure(EntityTypeBuilder<ResidentCopy> builder)
    {
        builder.ToTable("residents");
        builder.HasKey(r => r.ResidentId);
        builder.Property(r => r.ResidentId).ValueGeneratedNever();
        builder.Property(r => r.Subdistrict).HasMaxLength(40);
    }
}
