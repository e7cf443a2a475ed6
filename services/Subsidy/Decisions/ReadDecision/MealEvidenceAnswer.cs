using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Outcomes;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.ReadDecision;

/// <summary>What is known of a meal, as auditors read it; each as <see cref="MealEvidence"/> has it. Null is not told, or did not happen.</summary>
internal sealed record MealEvidenceAnswer(
    Guid OrderId, Guid? PlacedBy, OrderedBy? OrderedBy, long? PayableFen, PaymentMethod? PaymentMethod, long? RefundedFen, bool IsPaid, Instant? CancelledAt,
    Instant? PrintedAt, Instant? PackedAt, Instant? TakenAt, PresenceEvidence? Presence, string? OverrideReason, Instant? PickedUpAt, Instant? AtDoorAt,
    Instant? DeliveredAt, string? Provider, string? ProviderReference, string? AttemptCode, long? CourierFeeFen, string? RiderName, Guid? RiderId,
    int? DistanceMeters, int? TripMeters, Instant? NotCollectedAt, Instant? FailedAt, DeliveryFailure? Failure, Instant? VisitReportedAt, WelfareLevel? VisitLevel,
    Instant? AlertRaisedAt, Instant? AlertClosedAt)
{
    public static MealEvidenceAnswer Of(MealEvidence e) => new(
        e.OrderId, e.PlacedBy, e.OrderedBy, e.PayableFen, e.PaymentMethod, e.RefundedFen, e.IsPaid, e.CancelledAt, e.PrintedAt, e.PackedAt, e.TakenAt, e.Presence,
        e.OverrideReason, e.PickedUpAt, e.AtDoorAt, e.DeliveredAt, e.Provider, e.ProviderReference, e.AttemptCode, e.CourierFeeFen, e.RiderName, e.RiderId,
        e.DistanceMeters, e.TripMeters, e.NotCollectedAt, e.FailedAt, e.Failure, e.VisitReportedAt, e.VisitLevel, e.AlertRaisedAt, e.AlertClosedAt);
}
