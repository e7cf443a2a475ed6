using MealDispatch.Subsidy.Outcomes;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Settlements;

internal enum SettlementStatus { Draft, Confirmed, Approved }

internal enum SettlementStep { Drafted, Recomputed, Disputed, Reopened, Confirmed, Approved }

/// <summary>
/// A month of one site: what the towns whose residents ate there owe it. A draft is put together anew until the canteen confirms
/// it; an officer who did neither approves it, and from then on nothing of it changes. Amounts in fen.
/// </summary>
internal sealed class Settlement
{
    public required Guid Id { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>The site's; whose officers draft and approve.</summary>
    public required string Subdistrict { get; init; }

    /// <summary>Of the service dates: 202507.</summary>
    public required int Month { get; init; }

    public required Guid DraftedBy { get; init; }

    public required Instant DraftedAt { get; init; }

    public SettlementStatus Status { get; private set; }

    /// <summary>When its lines were last put together.</summary>
    public Instant ComputedAt { get; private set; }

    public Guid? ConfirmedBy { get; private set; }

    public Instant? ConfirmedAt { get; private set; }

    public Guid? ApprovedBy { get; private set; }

    public Instant? ApprovedAt { get; private set; }

    /// <summary>The canteen's last word on it.</summary>
    public string? Remarks { get; private set; }

    public int Version { get; private set; }

    public List<SettlementPayer> Payers { get; init; } = [];

    public List<SettlementEvent> History { get; init; } = [];

    public long TotalFen => Payers.Sum(p => p.TotalFen);

    public void WasComputed(SettlementStep step, Guid? by, Instant now, string? remarks = null)
    {
        (Status, ConfirmedBy, ConfirmedAt) = (SettlementStatus.Draft, null, null);
        ComputedAt = now;
        Note(step, by, now, remarks);
    }

    public void Confirm(Guid by, string? remarks, Instant now)
    {
        (Status, ConfirmedBy, ConfirmedAt, Remarks) = (SettlementStatus.Confirmed, by, now, remarks);
        Note(SettlementStep.Confirmed, by, now, remarks);
    }

    /// <summary>Back to draft: the canteen or an officer does not agree with it.</summary>
    public void Dispute(Guid by, string remarks, Instant now)
    {
        (Status, ConfirmedBy, ConfirmedAt, Remarks) = (SettlementStatus.Draft, null, null, remarks);
        Note(SettlementStep.Disputed, by, now, remarks);
    }

    public void Approve(Guid by, Instant now)
    {
        (Status, ApprovedBy, ApprovedAt) = (SettlementStatus.Approved, by, now);
        Note(SettlementStep.Approved, by, now, null);
    }

    private void Note(SettlementStep step, Guid? by, Instant now, string? remarks)
    {
        Version++;
        History.Add(new SettlementEvent { SettlementId = Id, Number = Version, At = now, Step = step, By = by, Remarks = remarks });
    }
}

/// <summary>One payer's part: whose residents ate. The totals are what people confirmed and approved.</summary>
internal sealed class SettlementPayer
{
    public required Guid SettlementId { get; init; }

    public required string Subdistrict { get; init; }

    public long Meals { get; private set; }

    /// <summary>Food of the month's meals before any subsidy.</summary>
    public long FoodFen { get; private set; }

    /// <summary>Of the month's meals: to residents and to the operator.</summary>
    public long MealsFen { get; private set; }

    /// <summary>Meals of earlier months that were settled since then.</summary>
    public long LateFen { get; private set; }

    /// <summary>Claw-backs of earlier months; never above 0.</summary>
    public long ClawBackFen { get; private set; }

    /// <summary>The ledger entry of the approval; null before, and when no meal was settled.</summary>
    public long? EntryNumber { get; set; }

    public long TotalFen => MealsFen + LateFen + ClawBackFen;

    public SettlementSums Sums => new(Meals, FoodFen, MealsFen, LateFen, ClawBackFen);

    public void Set(SettlementSums sums) =>
        (Meals, FoodFen, MealsFen, LateFen, ClawBackFen) = (sums.Meals, sums.FoodFen, sums.MealsFen, sums.LateFen, sums.ClawBackFen);
}

/// <summary>Lines added up. Fen.</summary>
internal sealed record SettlementSums(long Meals, long FoodFen, long MealsFen, long LateFen, long ClawBackFen)
{
    public static SettlementSums Of(IEnumerable<LineSum> parts)
    {
        var byKind = parts.ToLookup(p => p.Kind);
        var meals = byKind[SettlementLineKind.Meal];
        return new SettlementSums(
            meals.Sum(p => p.Meals), meals.Sum(p => p.FoodFen), meals.Sum(p => p.AmountFen), byKind[SettlementLineKind.Late].Sum(p => p.AmountFen),
            byKind[SettlementLineKind.ClawBack].Sum(p => p.AmountFen));
    }
}

/// <summary>One payer's lines of one kind.</summary>
internal sealed record LineSum(string Payer, SettlementLineKind Kind, long Meals, long FoodFen, long AmountFen)
{
    public static LineSum Of(SettlementLine line) => new(line.Payer, line.Kind, 1, line.FoodFen, line.AmountFen);
}

/// <summary>One step of a settlement's life. Only added.</summary>
internal sealed class SettlementEvent
{
    public required Guid SettlementId { get; init; }

    public required int Number { get; init; }

    public required Instant At { get; init; }

    public required SettlementStep Step { get; init; }

    /// <summary>Null when it followed from something else, like a claw-back.</summary>
    public required Guid? By { get; init; }

    public required string? Remarks { get; init; }
}

internal enum SettlementLineKind { Meal, Late, ClawBack }

/// <summary>What one decision contributes: a meal of the month, one of an earlier month, or a claw-back from an earlier month.</summary>
internal sealed class SettlementLine
{
    public required Guid SettlementId { get; init; }

    public required Guid DecisionId { get; init; }

    public required SettlementLineKind Kind { get; init; }

    /// <summary>A decision is settled once and clawed back once: the database holds that.</summary>
    public required bool IsClawBack { get; init; }

    public required string Payer { get; init; }

    public required string OrderNumber { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required Contracts.MealPeriod MealPeriod { get; init; }

    public required Contracts.Fulfilment Channel { get; init; }

    public required bool NoShow { get; init; }

    public required long FoodFen { get; init; }

    /// <summary>What the resident paid less; negative for a claw-back.</summary>
    public required long ResidentFen { get; init; }

    /// <summary>Paid to the site beside that; negative for a claw-back.</summary>
    public required long OperatorFen { get; init; }

    /// <summary><see cref="EvidenceLevel"/> when it was taken.</summary>
    public required int Level { get; init; }

    /// <summary>An officer accepted it in review.</summary>
    public required bool Accepted { get; init; }

    public long AmountFen => ResidentFen + OperatorFen;
}

/// <summary>Kitchen, courier and payment do not agree about one order.</summary>
internal sealed class SettlementDifference
{
    public required Guid SettlementId { get; init; }

    /// <summary>Its place in the list, from 1: by day, order and kind.</summary>
    public int Number { get; set; }

    public required DifferenceKind Kind { get; init; }

    /// <summary>Null when the courier bills what is no meal of ours; so are <see cref="DecisionId"/> and <see cref="OrderNumber"/>.</summary>
    public Guid? OrderId { get; init; }

    public Guid? DecisionId { get; init; }

    /// <summary>The site's town where there is no meal.</summary>
    public required string Payer { get; init; }

    public string? OrderNumber { get; init; }

    public required LocalDate ServiceDate { get; init; }

    /// <summary>The meal is not settled before an officer has looked at it.</summary>
    public bool Held { get; init; }

    /// <summary>The company whose statement differs; null for the kinds that are about no statement, and so is what follows.</summary>
    public string? Courier { get; init; }

    /// <summary>As it stands on the statement; null when nothing does.</summary>
    public string? CourierNumber { get; init; }

    /// <summary>Fen that the courier asked when it delivered; null when it did not say.</summary>
    public long? FeeFen { get; init; }

    /// <summary>Fen on the statement; null when nothing stands there.</summary>
    public long? BilledFen { get; init; }
}

internal sealed class SettlementMapping
    : IEntityTypeConfiguration<Settlement>, IEntityTypeConfiguration<SettlementPayer>, IEntityTypeConfiguration<SettlementEvent>,
        IEntityTypeConfiguration<SettlementLine>, IEntityTypeConfiguration<SettlementDifference>
{
    public void Configure(EntityTypeBuilder<Settlement> builder)
    {
        builder.ToTable("settlements");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.SiteCode).HasMaxLength(40);
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Status).HasConversion<string>().HasMaxLength(10);
        builder.Property(s => s.Remarks).HasMaxLength(1000);
        builder.Property(s => s.Version).IsConcurrencyToken();
        builder.Ignore(s => s.TotalFen);
        builder.HasIndex(s => new { s.SiteCode, s.Month }).IsUnique();
        builder.HasIndex(s => new { s.Subdistrict, s.Month });
        builder.HasMany(s => s.Payers).WithOne().HasForeignKey(p => p.SettlementId).OnDelete(DeleteBehavior.Cascade);
        builder.HasMany(s => s.History).WithOne().HasForeignKey(e => e.SettlementId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SettlementPayer> builder)
    {
        builder.ToTable("settlement_payers");
        builder.HasKey(p => new { p.SettlementId, p.Subdistrict });
        builder.Property(p => p.Subdistrict).HasMaxLength(40);
        builder.Ignore(p => p.TotalFen);
        builder.Ignore(p => p.Sums);
    }

    public void Configure(EntityTypeBuilder<SettlementEvent> builder)
    {
        builder.ToTable("settlement_events");
        builder.HasKey(e => new { e.SettlementId, e.Number });
        builder.Property(e => e.Step).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.Remarks).HasMaxLength(1000);
    }

    public void Configure(EntityTypeBuilder<SettlementLine> builder)
    {
        builder.ToTable("settlement_lines");
        builder.HasKey(l => new { l.SettlementId, l.DecisionId, l.IsClawBack });
        builder.Property(l => l.Kind).HasConversion<string>().HasMaxLength(10);
        builder.Property(l => l.Payer).HasMaxLength(40);
        builder.Property(l => l.OrderNumber).HasMaxLength(40);
        builder.Property(l => l.MealPeriod).HasConversion<string>().HasMaxLength(10);
        builder.Property(l => l.Channel).HasConversion<string>().HasMaxLength(10);
        builder.Ignore(l => l.AmountFen);
        builder.HasIndex(l => new { l.DecisionId, l.IsClawBack }).IsUnique();
        builder.HasOne<Settlement>().WithMany().HasForeignKey(l => l.SettlementId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SettlementDifference> builder)
    {
        builder.ToTable("settlement_differences");
        builder.HasKey(d => new { d.SettlementId, d.Number });
        builder.Property(d => d.Number).ValueGeneratedNever();
        builder.Property(d => d.Kind).HasConversion<string>().HasMaxLength(30);
        builder.Property(d => d.Courier).HasMaxLength(40);
        builder.Property(d => d.CourierNumber).HasMaxLength(100);
        builder.Property(d => d.Payer).HasMaxLength(40);
        builder.Property(d => d.OrderNumber).HasMaxLength(40);
        builder.HasOne<Settlement>().WithMany().HasForeignKey(d => d.SettlementId).OnDelete(DeleteBehavior.Restrict);
    }
}
