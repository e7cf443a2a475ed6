using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions;

internal enum RightStatus { Reserved, Consumed, Released }

/// <summary>
/// One grant of an order, and its claim to the n-th subsidised meal of the service date, of the meal period and of the month.
/// Two that are not released cannot hold the same place, and no place lies above its limit: the database says no.
/// </summary>
internal sealed class DayRight
{
    public required Guid DecisionId { get; init; }

    public required string Scheme { get; init; }

    public required int SchemeVersion { get; init; }

    public required string Tier { get; init; }

    /// <summary>The scheme, or its group: what places are counted in.</summary>
    public required string RightKey { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    /// <summary>Of the service date: 202507.</summary>
    public required int Month { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>From 1.</summary>
    public required int PlaceInDay { get; init; }

    /// <summary>From 1.</summary>
    public required int PlaceInMealPeriod { get; init; }

    /// <summary>From 1.</summary>
    public required int PlaceInMonth { get; init; }

    /// <summary>The scheme's limit when the right was taken; null is none.</summary>
    public required long? MostInDay { get; init; }

    /// <inheritdoc cref="MostInDay"/>
    public required long? MostInMealPeriod { get; init; }

    /// <inheritdoc cref="MostInDay"/>
    public required long? MostInMonth { get; init; }

    public required long AmountFen { get; init; }

    public required Payee Payee { get; init; }

    public required OnNoShow OnNoShow { get; init; }

    public required Instant TakenAt { get; init; }

    /// <summary>JSON of what each budget gives.</summary>
    public required string Funders { get; init; }

    public RightStatus Status { get; private set; }

    public IReadOnlyList<FunderPart> FunderParts() => JsonSerializer.Deserialize<List<FunderPart>>(Funders, EngineJson.Options)!;

    public void Settle(RightStatus status) => Status = status;

    public IEnumerable<Movement> Reserving() =>
        [.. FunderParts().Select(part => new Movement(Movement.Budget(part.Budget), -part.GivenFen)), new Movement(Movement.Reserved(Scheme), AmountFen)];

    public IEnumerable<Movement> Consuming() => [new Movement(Movement.Reserved(Scheme), -AmountFen), new Movement(Movement.Granted(SiteCode), AmountFen)];

    public IEnumerable<Movement> Releasing() => Reserving().Select(movement => movement with { Fen = -movement.Fen });
}

internal sealed class DayRightMapping : IEntityTypeConfiguration<DayRight>
{
    private const string NotReleased = "Status <> 'Released'";

    public void Configure(EntityTypeBuilder<DayRight> builder)
    {
        builder.ToTable("day_rights", table => table.HasCheckConstraint(
            "CK_day_rights_within_limits", "PlaceInDay <= MostInDay AND PlaceInMealPeriod <= MostInMealPeriod AND PlaceInMonth <= MostInMonth"));
        builder.HasKey(r => new { r.DecisionId, r.Scheme });
        builder.Property(r => r.Scheme).HasMaxLength(40);
        builder.Property(r => r.Tier).HasMaxLength(40);
        builder.Property(r => r.RightKey).HasMaxLength(50);
        builder.Property(r => r.OrderNumber).HasMaxLength(40);
        builder.Property(r => r.SiteCode).HasMaxLength(40);
        builder.Property(r => r.MealPeriod).HasConversion<string>().HasMaxLength(10);
        builder.Property(r => r.Payee).HasConversion<string>().HasMaxLength(10);
        builder.Property(r => r.OnNoShow).HasConversion<string>().HasMaxLength(10);
        builder.Property(r => r.Status).HasConversion<string>().HasMaxLength(10);
        builder.HasIndex(r => new { r.ResidentId, r.RightKey, r.ServiceDate, r.PlaceInDay })
            .HasDatabaseName("ux_day_rights_day").IsUnique().HasFilter(NotReleased);
        builder.HasIndex(r => new { r.ResidentId, r.RightKey, r.ServiceDate, r.MealPeriod, r.PlaceInMealPeriod })
            .HasDatabaseName("ux_day_rights_meal_period").IsUnique().HasFilter(NotReleased);
        builder.HasIndex(r => new { r.ResidentId, r.Month, r.RightKey, r.PlaceInMonth })
            .HasDatabaseName("ux_day_rights_month").IsUnique().HasFilter(NotReleased);
    }
}
