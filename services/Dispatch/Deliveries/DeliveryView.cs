using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries;

internal sealed record DeliveryView(
    Guid Id,
    Guid OrderId,
    string OrderNumber,
    string SiteCode,
    LocalDate ServiceDate,
    MealPeriod MealPeriod,
    DeliveryStatus Status,
    Instant PlannedAt,
    Instant ServeFrom,
    Instant ServeTo,
    string? TicketCode,
    RiderView? Rider,
    Instant? EtaAt,
    long? FeeFen,
    DeliveryFailure? Failure,
    string? NeedsAttention,
    IReadOnlyList<AttemptView> Attempts)
{
    public static DeliveryView Of(Delivery delivery, IReadOnlyList<DeliveryAttempt> attempts, ILookup<Guid?, AttemptEvent> events)
    {
        var last = attempts.Count > 0 ? attempts[^1] : null;
        return new DeliveryView(
            delivery.Id, delivery.OrderId, delivery.OrderNumber, delivery.SiteCode, delivery.ServiceDate, delivery.MealPeriod, delivery.Status,
            delivery.PlannedAt, delivery.ServeFrom, delivery.ServeTo, delivery.TicketCode, RiderView.Of(last), last?.EtaAt, last?.FeeFen,
            delivery.Failure, delivery.NeedsAttention, [.. attempts.Select(attempt => AttemptView.Of(attempt, events[attempt.Id]))]);
    }
}

internal sealed record RiderView(string? Name, string? Phone)
{
    public static RiderView? Of(DeliveryAttempt? attempt) =>
        attempt?.Rider is { } rider ? new RiderView(rider.Name, rider.Phone) : null;
}

internal sealed record AttemptView(
    int Number,
    string Provider,
    string Code,
    string? ProviderReference,
    AttemptState State,
    RiderView? Rider,
    long? QuotedFen,
    long? FeeFen,
    long? CancelFeeFen,
    FailureReason? Failure,
    string? RawCode,
    Instant CreatedAt,
    IReadOnlyList<AttemptEventView> Events)
{
    public static AttemptView Of(DeliveryAttempt attempt, IEnumerable<AttemptEvent> events) =>
        new(
            attempt.Number, attempt.Provider, attempt.Code, attempt.ProviderRef, attempt.State, RiderView.Of(attempt), attempt.QuotedFen, attempt.FeeFen,
            attempt.CancelFeeFen, attempt.Failure, attempt.RawCode, attempt.CreatedAt,
            [.. events.OrderBy(e => e.ReceivedAt).ThenBy(e => e.Id)
                .Select(e => new AttemptEventView(e.ReceivedAt, e.ProviderTime, e.Source, e.Verdict, e.State, e.RawCode))]);
}

internal sealed record AttemptEventView(
    Instant ReceivedAt, Instant? ProviderTime, EventSource Source, EventVerdict Verdict, AttemptState? State, string? RawCode);
