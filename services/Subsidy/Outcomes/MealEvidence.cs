using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;
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
    private static readonly Func<SubsidyDbContext, Guid, CancellationToken, Task<MealEvidence?>> OfOrder = EF.CompileAsyncQuery(
        (SubsidyDbContext db, Guid orderId, CancellationToken ct) => db.Evidence.SingleOrDefault(e => e.OrderId == orderId));

    public required Guid OrderId { get; init; }

    /// <summary>The person who placed the order.</summary>
    public Guid? PlacedBy { get; set; }

    public OrderedBy? OrderedBy { get; set; }

    /// <summary>Fen that the resident pays; null until that is told.</summary>
    public long? PayableFen { get; set; }

    public PaymentMethod? PaymentMethod { get; set; }

    /// <summary>Fen that went back to the resident.</summary>
    public long? RefundedFen { get; set; }

    /// <summary>Null unless the order was cancelled or refused; likewise the others.</summary>
    public Instant? CancelledAt { get; set; }

    /// <summary>The first time that its ticket reached paper.</summary>
    public Instant? PrintedAt { get; set; }

    /// <summary>Null when packing was taken back, too.</summary>
    public Instant? PackedAt { get; private set; }

    /// <summary>When packing was last taken back: what was packed before does not count, whenever it is told.</summary>
    public Instant? UnpackedAt { get; private set; }

    /// <summary>Eaten in, or handed over at the counter.</summary>
    public Instant? TakenAt { get; set; }

    public PresenceEvidence? Presence { get; set; }

    /// <summary>The staff member's reason when the presence is an override.</summary>
    public string? OverrideReason { get; set; }

    public Instant? PickedUpAt { get; set; }

    public Instant? AtDoorAt { get; set; }

    public Instant? DeliveredAt { get; set; }

    /// <summary>The courier that carried the meal.</summary>
    public string? Provider { get; set; }

    /// <summary>The courier's own number of the order.</summary>
    public string? ProviderReference { get; set; }

    /// <summary>Our number of the submission to the courier.</summary>
    public string? AttemptCode { get; set; }

    /// <summary>Fen that the courier asks for the delivery; null when it did not say.</summary>
    public long? CourierFeeFen { get; set; }

    public string? RiderName { get; set; }

    /// <summary>The same for all meals that one rider carried; holds no phone. Null when the courier names no rider.</summary>
    public string? RiderKey { get; set; }

    /// <summary>The person, when one of the town's own riders carried it.</summary>
    public Guid? RiderId { get; set; }

    /// <summary>Metres between the rider's last position and the door.</summary>
    public int? DistanceMeters { get; set; }

    /// <summary>Metres from the site to the door as the crow flies.</summary>
    public int? TripMeters { get; set; }

    public Instant? NotCollectedAt { get; set; }

    public Instant? FailedAt { get; set; }

    public DeliveryFailure? Failure { get; set; }

    /// <summary>The first report of the visit, by rider, staff or whoever held the bag.</summary>
    public Instant? VisitReportedAt { get; set; }

    public WelfareLevel? VisitLevel { get; set; }

    /// <summary>The first care alert at this door; null when there was none. What became of the resident is not told here.</summary>
    public Instant? AlertRaisedAt { get; set; }

    /// <summary>The last time that somebody closed one.</summary>
    public Instant? AlertClosedAt { get; set; }

    public int Version { get; set; }

    /// <summary>The own share is paid and was not given back; at the site it is the staff's word.</summary>
    public bool IsPaid => PayableFen is not null && PaymentMethod is not null && RefundedFen is null;

    public void NotePacked(Instant at)
    {
        if (!(UnpackedAt >= at) && !(PackedAt >= at))
            PackedAt = at;
    }

    public void NoteUnpacked(Instant at)
    {
        if (!(UnpackedAt >= at))
            UnpackedAt = at;
        if (PackedAt <= UnpackedAt)
            PackedAt = null;
    }

    /// <summary>Notes one more fact. The row is opened by whoever comes first.</summary>
    public static async Task<MealEvidence> NoteAsync(SubsidyDbContext db, Guid orderId, Action<MealEvidence> note, CancellationToken ct)
    {
        var evidence = await OfOrder(db, orderId, ct);
        if (evidence is null)
            db.Evidence.Add(evidence = new MealEvidence { OrderId = orderId });
        note(evidence);
        evidence.Version++;
        return evidence;
    }
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
        builder.Property(e => e.OrderedBy).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.PaymentMethod).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.VisitLevel).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.Provider).HasMaxLength(40);
        builder.Property(e => e.ProviderReference).HasMaxLength(100);
        builder.Property(e => e.AttemptCode).HasMaxLength(40);
        builder.Property(e => e.RiderName).HasMaxLength(100);
        builder.Property(e => e.RiderKey).HasMaxLength(40);
        builder.Ignore(e => e.IsPaid);
        builder.Property(e => e.Failure).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Version).IsConcurrencyToken();
    }
}
