using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Subsidy.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.ClawBacks;

internal enum ClawBackStatus { Requested, Approved, Refused }

/// <summary>
/// A consumed subsidy that was found wrong: asked for by one officer with a reason, approved or refused by another. Approved, the
/// money goes back to its budgets by a reversing entry; the right stays used and the resident pays nothing. Fen.
/// </summary>
internal sealed class ClawBack
{
    public required Guid Id { get; init; }

    public required Guid DecisionId { get; init; }

    /// <summary>The payer's.</summary>
    public required string Subdistrict { get; init; }

    public required string SiteCode { get; init; }

    public required string OrderNumber { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required long ResidentFen { get; init; }

    public required long OperatorFen { get; init; }

    public required Guid RequestedBy { get; init; }

    public required Instant RequestedAt { get; init; }

    public required string Reason { get; init; }

    public ClawBackStatus Status { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string? Note { get; private set; }

    /// <summary>The month that had been settled with it: a later settlement takes it off. Null when none had.</summary>
    public int? SettledMonth { get; private set; }

    public int Version { get; private set; }

    public void Approve(Guid by, int? settledMonth, Instant now)
    {
        (Status, DecidedBy, DecidedAt, SettledMonth) = (ClawBackStatus.Approved, by, now, settledMonth);
        Version++;
    }

    public void Refuse(Guid by, string note, Instant now)
    {
        (Status, DecidedBy, DecidedAt, Note) = (ClawBackStatus.Refused, by, now, note);
        Version++;
    }
}

internal sealed record NothingToClawBack() : RuleRefused("subsidy.nothing-to-claw-back")
{
    public override string? Detail => "这笔补贴没有发生，或已经退回，没有可以追回的金额。";
}

internal sealed record ClawBackAlreadyRequested() : RuleRefused("subsidy.claw-back-requested")
{
    public override string? Detail => "这笔补贴已有人申请追回，请等另一位工作人员审批。";
}

internal sealed record ClawBackNeedsAnother() : RuleRefused("subsidy.claw-back-needs-another")
{
    public override string? Detail => "申请追回的人不能自己审批，请由另一位工作人员审批。";
}

internal sealed class ClawBackMapping : IEntityTypeConfiguration<ClawBack>
{
    public void Configure(EntityTypeBuilder<ClawBack> builder)
    {
        builder.ToTable("claw_backs");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Subdistrict).HasMaxLength(40);
        builder.Property(c => c.SiteCode).HasMaxLength(40);
        builder.Property(c => c.OrderNumber).HasMaxLength(40);
        builder.Property(c => c.Reason).HasMaxLength(Voucher.MaxReason);
        builder.Property(c => c.Note).HasMaxLength(500);
        builder.Property(c => c.Status).HasConversion<string>().HasMaxLength(10);
        builder.Property(c => c.Version).IsConcurrencyToken();
        builder.HasIndex(c => c.DecisionId).HasDatabaseName("ux_claw_backs_one").IsUnique().HasFilter("Status <> 'Refused'");
        builder.HasIndex(c => new { c.SiteCode, c.Status });
        builder.HasIndex(c => new { c.Subdistrict, c.Status, c.RequestedAt });
    }
}
