using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record Delivery(
    Guid Id, Guid OrderId, string OrderNumber, string SiteCode, LocalDate ServiceDate, string MealPeriod, string Status, Instant ServeFrom, Instant ServeTo, string? TicketCode,
    Rider? Rider, Instant? EtaAt, long? FeeFen, string? NeedsAttention, IReadOnlyList<DeliveryAttempt> Attempts)
{
    public bool IsOver => Status is "delivered" or "failed" or "returned" or "cancelled";

    public DeliveryAttempt? Last => Attempts.Count > 0 ? Attempts[^1] : null;

    /// <summary>It waits at the kitchen for one of the town's own riders.</summary>
    public bool AwaitsOwnRider => Last?.Provider == "own-riders" && (Status is "accepted" or "assigned" or "at-site");

    /// <summary>A courier may still be called off.</summary>
    public bool MayGiveToOwnRiders => Last?.Provider != "own-riders" && (Status is "pending" or "requested" or "accepted" or "assigned" or "at-site");
}

internal sealed record DeliveryAttempt(
    int Number, string Provider, string Code, string? ProviderReference, string State, Rider? Rider, long? QuotedFen, long? FeeFen, long? CancelFeeFen, string? Failure,
    Instant CreatedAt, IReadOnlyList<DeliveryEvent> Events);

internal sealed record DeliveryEvent(Instant ReceivedAt, string Source, string Verdict, string? State, string? RawCode);

internal sealed record DeliveryProof(string Kind, Instant At, int? Meters);

internal sealed record OwnRider(Guid Id);

internal sealed record Shift(Guid Id, Guid RiderId, string SiteCode, Instant From, Instant To, int Capacity, IReadOnlyList<ShiftStop> Stops);

internal sealed record ShiftStop(Guid DeliveryId, string OrderNumber, string? TicketCode, string? Address, int Trip, Instant LeavesAt, Instant At, bool ByHand);
