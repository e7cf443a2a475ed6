using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Subsidy.Ledger;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Review;

internal enum ReviewStatus { Pending, Accepted, Rejected }

/// <summary>Why a meal waits for an officer.</summary>
internal enum HoldReason { EvidenceTooWeak, NotPaid, PaymentReturned, PaidOtherwise, ClawBackRequested }

/// <summary>
/// A meal that settlement does not take by itself. An officer of the payer accepts it with a reason, and the next settlement
/// takes it; or rejects it, which asks for a claw-back. It leaves the list by itself only when its evidence arrives.
/// </summary>
internal sealed class MealReview
{
    public required Guid DecisionId { get; init; }

    /// <summary>The payer's.</summary>
    public required string Subdistrict { get; init; }

    public required string SiteCode { get; init; }

    public required Guid OrderId { get; init; }

    public required string OrderNumber { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required long AmountFen { get; init; }

    public required Instant HeldAt { get; init; }

    public int Level { get; private set; }

    public int RequiredLevel { get; private set; }

    /// <summary>Words of <see cref="HoldReason"/>, separated by blanks.</summary>
    public string Reasons { get; private set; } = "";

    public ReviewStatus Status { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public Instant? DecidedAt { get; private set; }

    public string? Reason { get; private set; }

    public int Version { get; private set; }

    public void Hold(int level, int requiredLevel, IEnumerable<HoldReason> reasons)
    {
        var words = string.Join(' ', reasons.Select(Json.Word));
        if ((Level, RequiredLevel, Reasons) == (level, requiredLevel, words))
            return;
        (Level, RequiredLevel, Reasons) = (level, requiredLevel, words);
        Version++;
    }

    public void Decide(ReviewStatus status, Guid by, string reason, Instant now)
    {
        (Status, DecidedBy, DecidedAt, Reason) = (status, by, now, reason);
        Version++;
    }

    /// <summary>The claw-back that a rejection asked for was refused: somebody must look again.</summary>
    public void Reopen()
    {
        (Status, DecidedBy, DecidedAt, Reason) = (ReviewStatus.Pending, null, null, null);
        Version++;
    }
}

internal sealed record ReviewAlreadyDecided() : RuleRefused("subsidy.review-decided")
{
    public override string? Detail => "这一餐已经有人复核过了，请刷新页面再看。";
}

internal sealed class MealReviewMapping : IEntityTypeConfiguration<MealReview>
{
    public void Configure(EntityTypeBuilder<MealReview> builder)
    {
        builder.ToTable("meal_reviews");
        builder.HasKey(r => r.DecisionId);
        builder.Property(r => r.DecisionId).ValueGeneratedNever();
        builder.Property(r => r.Subdistrict).HasMaxLength(40);
        builder.Property(r => r.SiteCode).HasMaxLength(40);
        builder.Property(r => r.OrderNumber).HasMaxLength(40);
        builder.Property(r => r.Reasons).HasMaxLength(200);
        builder.Property(r => r.Status).HasConversion<string>().HasMaxLength(10);
        builder.Property(r => r.Reason).HasMaxLength(Voucher.MaxReason);
        builder.Property(r => r.Version).IsConcurrencyToken();
        builder.HasIndex(r => new { r.Subdistrict, r.Status, r.ServiceDate, r.DecisionId });
    }
}
