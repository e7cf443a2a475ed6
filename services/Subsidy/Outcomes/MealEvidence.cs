using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Outcomes;

/// <summary>
/// What is known of one order's meal, in whatever order it was told, also before the order itself was. Opened by whoever comes
/// first: this one row is what keeps two messages at the same time from missing each other.
/// </summary>
internal sealed class MealEvidence
{
    public required Guid OrderId { get; init; }

    /// <summary>Null unless the order was cancelled or refused; likewise the others.</summary>
    public Instant? CancelledAt { get; set; }

    /// <summary>Eaten in, or handed over at the counter.</summary>
    public Instant? TakenAt { get; set; }

    public PresenceEvidence? Presence { get; set; }

    /// <summary>The staff member's reason when the presence is an override.</summary>
    public string? OverrideReason { get; set; }

    public Instant? PickedUpAt { get; set; }

    public Instant? DeliveredAt { get; set; }

    /// <summary>The courier that delivered.</summary>
    public string? Provider { get; set; }

    /// <summary>Metres between the rider's last position and the door.</summary>
    public int? DistanceMeters { get; set; }

    public Instant? NotCollectedAt { get; set; }

    public Instant? FailedAt { get; set; }

    public DeliveryFailure? Failure { get; set; }

    public int Version { get; set; }
}

internal enum MealOutcome { Received, NoShow, NotReceived }

/// <summary>How a meal ended, or null while that is open. A delivery needs the courier's pickup and the delivery itself.</summary>
internal static class MealOutcomeRule
{
    public static MealOutcome? Of(MealEvidence evidence) => evidence switch
    {
        { CancelledAt: not null } => MealOutcome.NotReceived,
        { TakenAt: not null } => MealOutcome.Received,
        { PickedUpAt: not null, DeliveredAt: not null } => MealOutcome.Received,
        { NotCollectedAt: not null } => MealOutcome.NoShow,
        { Failure: DeliveryFailure.NoAnswer or DeliveryFailure.Refused } => MealOutcome.NoShow,
        { Failure: not null } => MealOutcome.NotReceived,
        _ => null,
    };
}

internal sealed class MealEvidenceMapping : IEntityTypeConfiguration<MealEvidence>
{
    public void Configure(EntityTypeBuilder<MealEvidence> builder)
    {
        builder.ToTable("meal_evidence");
        builder.HasKey(e => e.OrderId);
        builder.Property(e => e.OrderId).ValueGeneratedNever();
        builder.Property(e => e.Presence).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.Provider).HasMaxLength(40);
        builder.Property(e => e.Failure).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Version).IsConcurrencyToken();
    }
}
