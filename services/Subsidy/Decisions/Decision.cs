using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions;

internal enum DecisionState { Open, Consumed, Released }

/// <summary>What was decided on one order, from which facts, and how its meal ended. Amounts in fen.</summary>
internal sealed class Decision
{
    public required Guid Id { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>The resident's: whose schemes decide and whose budgets pay.</summary>
    public required string Subdistrict { get; init; }

    /// <summary>The site's, where the meal is served; null until the site is known here.</summary>
    public required string? SiteSubdistrict { get; init; }

    /// <summary>Null when the resident's area is not known more closely.</summary>
    public required string? Community { get; init; }

    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    /// <summary>Of the service date: 202507.</summary>
    public required int Month { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Channel { get; init; }

    public required long FoodFen { get; init; }

    public required long DeliveryFeeFen { get; init; }

    /// <summary>Granted to the resident.</summary>
    public required long TotalFen { get; init; }

    /// <summary>JSON of <see cref="StoredFacts"/>: enough to decide again.</summary>
    public required string Facts { get; init; }

    /// <summary>JSON of the engine's decision.</summary>
    public required string Outcome { get; init; }

    public required Instant DecidedAt { get; init; }

    public DecisionState State { get; private set; }

    public bool NoShow { get; private set; }

    /// <summary>Null while it is open.</summary>
    public Instant? SettledAt { get; private set; }

    /// <summary>When the consumed subsidy was clawed back; null unless it was.</summary>
    public Instant? ClawedBackAt { get; private set; }

    /// <summary>Granted to the resident and kept: 0 until consumed, and again when clawed back.</summary>
    public long ConsumedFen { get; private set; }

    /// <summary>Granted to the operator and kept: likewise.</summary>
    public long ConsumedOperatorFen { get; private set; }

    /// <summary>The approved settlement that has it; null before.</summary>
    public Guid? SettlementId { get; private set; }

    public int Version { get; private set; }

    public List<DayRight> Rights { get; init; } = [];

    /// <summary>
    /// Consumes or releases each right, and says whether the resident's payment is kept. A no-show goes by each scheme; the
    /// payment is given back only if every grant to the resident is.
    /// </summary>
    public void Settle(MealOutcome outcome, Instant now)
    {
        if (State != DecisionState.Open)
            throw new InvalidOperationException("A decision is settled once");
        foreach (var right in Rights)
            right.Settle(outcome switch
            {
                MealOutcome.Received => RightStatus.Consumed,
                MealOutcome.NoShow => right.OnNoShow == OnNoShow.Consume ? RightStatus.Consumed : RightStatus.Released,
                MealOutcome.NotReceived => RightStatus.Released,
            });
        NoShow = outcome == MealOutcome.NoShow;
        SettledAt = now;
        ConsumedFen = ConsumedBy(Payee.Resident);
        ConsumedOperatorFen = ConsumedBy(Payee.Operator);
        State = outcome switch
        {
            MealOutcome.Received => DecisionState.Consumed,
            MealOutcome.NoShow => TotalFen > 0 && ConsumedFen == 0 ? DecisionState.Released : DecisionState.Consumed,
            MealOutcome.NotReceived => DecisionState.Released,
        };
        Version++;
    }

    /// <summary>The money is not kept after all; the rights stay used.</summary>
    public void ClawBack(Instant now)
    {
        (ClawedBackAt, ConsumedFen, ConsumedOperatorFen) = (now, 0, 0);
        Version++;
    }

    private long ConsumedBy(Payee payee) =>
        Rights.Where(r => r.Payee == payee && r.Status == RightStatus.Consumed).Sum(r => r.AmountFen);
}

internal sealed class DecisionMapping : IEntityTypeConfiguration<Decision>
{
    public void Configure(EntityTypeBuilder<Decision> builder)
    {
        builder.ToTable("decisions");
        builder.Property(d => d.Id).ValueGeneratedNever();
        builder.HasIndex(d => d.OrderId).IsUnique();
        builder.Property(d => d.OrderNumber).HasMaxLength(40);
        builder.Property(d => d.Subdistrict).HasMaxLength(40);
        builder.Property(d => d.SiteSubdistrict).HasMaxLength(40);
        builder.Property(d => d.Community).HasMaxLength(40);
        builder.Property(d => d.SiteCode).HasMaxLength(40);
        builder.Property(d => d.MealPeriod).HasConversion<string>().HasMaxLength(10);
        builder.Property(d => d.Channel).HasConversion<string>().HasMaxLength(10);
        builder.Property(d => d.State).HasConversion<string>().HasMaxLength(10);
        builder.Property(d => d.Version).IsConcurrencyToken();
        // All that a report by day, site, community or channel adds up, so that it is read from the index alone.
        builder.HasIndex(d => new
        {
            d.Subdistrict, d.Month, d.State, d.ServiceDate, d.SiteCode, d.Community, d.Channel, d.SettlementId, d.ConsumedFen, d.ConsumedOperatorFen, d.FoodFen,
            d.DeliveryFeeFen, d.TotalFen,
        }).HasDatabaseName("ix_decisions_reports");
        builder.HasIndex(d => new { d.SiteCode, d.Month });
        // A page of a month's decisions is read in its order, whatever the month's size.
        builder.HasIndex(d => new { d.Subdistrict, d.Month, d.ServiceDate, d.Id });
        builder.HasIndex(d => new { d.SiteSubdistrict, d.Month, d.ServiceDate, d.Id });
        builder.HasMany(d => d.Rights).WithOne().HasForeignKey(r => r.DecisionId).OnDelete(DeleteBehavior.Restrict);
    }
}
