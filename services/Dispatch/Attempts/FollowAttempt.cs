using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>How a report came to us.</summary>
internal sealed record ReportOrigin(EventSource Source, string DedupeKey, string? Raw);

/// <summary>Merges a report into its attempt, moves the delivery, and tells the others each fact once.</summary>
internal sealed class FollowAttempt(Unit<DispatchDbContext> unit, Delivery delivery, DeliveryAttempt attempt, DateTimeOffset realNow)
{
    public const int KeptOfRaw = 4000;

    /// <summary>What a courier took in behind a broken gateway shows by then.</summary>
    public static readonly TimeSpan ArrivesLate = TimeSpan.FromSeconds(20);

    public async Task<EventVerdict> FollowAsync(CourierReport report, ReportOrigin origin, CancellationToken ct)
    {
        switch (MergeReport.Merge(attempt.Facts, report))
        {
            case MergeOutcome.Taken taken:
                await TakeAsync(taken, report, ct);
                Record(report, EventVerdict.Taken, origin);
                return EventVerdict.Taken;
            case MergeOutcome.Contradiction:
                unit.AskForAttention(delivery, DeliveryAlarm.Contradiction);
                Record(report, EventVerdict.Contradiction, origin);
                return EventVerdict.Contradiction;
            default:
                // A query repeats its whole log each time: only what came by itself is kept when it says nothing new.
                if (origin.Source == EventSource.Callback)
                    Record(report, EventVerdict.Stale, origin);
                return EventVerdict.Stale;
        }
    }

    /// <summary>The courier is known to have the order.</summary>
    public void WasSubmitted()
    {
        var first = !attempt.Requested;
        attempt.WasSubmitted();
        if (first)
            unit.Publish(
                new DeliveryRequested { DeliveryId = delivery.Id, OrderId = delivery.OrderId, Provider = attempt.Provider, OccurredAt = unit.Now },
                attempt.Id);
    }

    /// <summary>Ends an attempt that no courier carries on.</summary>
    public void Fail(AttemptState end, FailureReason reason, string? rawCode)
    {
        attempt.Fail(end, reason, rawCode);
        if (attempt.IsGivenUpAsAbsent)
            attempt.SuspectStray((realNow + ArrivesLate).UtcDateTime);
        AfterEnd(unit.Now);
    }

    /// <summary>A door that nobody opens is looked after at once, whatever becomes of the meal.</summary>
    public void MeetTrouble(FailureReason reason, string? rawCode, Instant? providerTime)
    {
        if (attempt.PickedUp)
            attempt.MeetTrouble(reason, rawCode);
        if (reason.IsResidentsPart())
            FailDelivery.ReportDoor(
                unit, delivery, attempt, FailDelivery.ReasonOf(reason), CourierTime.ToBusiness(providerTime, attempt.CreatedAt, unit.Now, Instant.FromDateTimeOffset(realNow)));
    }

    public void Record(CourierReport report, EventVerdict verdict, ReportOrigin origin) =>
        unit.Db.AttemptEvents.Add(new AttemptEvent
        {
            Id = Ids.New(),
            AttemptId = attempt.Id,
            Provider = attempt.Provider,
            Source = origin.Source,
            Verdict = verdict,
            State = report.State,
            RawCode = report.RawCode,
            ProviderTime = report.ProviderTime,
            ReceivedAt = unit.Now,
            DedupeKey = origin.DedupeKey,
            Raw = origin.Raw is { Length: > KeptOfRaw } raw ? raw[..KeptOfRaw] : origin.Raw,
        });

    private async Task TakeAsync(MergeOutcome.Taken taken, CourierReport report, CancellationToken ct)
    {
        WasSubmitted();
        var before = attempt.State;
        var riderBefore = attempt.RiderSequence;
        var at = CourierTime.ToBusiness(report.ProviderTime, attempt.CreatedAt, unit.Now, Instant.FromDateTimeOffset(realNow));
        attempt.Take(taken, report, at);

        var riderIsNews = attempt.RiderSequence > riderBefore && (taken.State == AttemptState.RiderAssigned || taken.RiderChanged);
        if (attempt.Rider is not null && riderIsNews || before != taken.State && taken.State == AttemptState.RiderAssigned)
            PublishRider(at);
        if (before != taken.State)
            await PublishStateAsync(taken.State, at, ct);

        if (taken.State.IsTerminal())
            AfterEnd(at);
        else
            delivery.Follow(taken.State);
    }

    private void AfterEnd(Instant at)
    {
        if (attempt.State is AttemptState.Delivered or AttemptState.Returned)
            delivery.Follow(attempt.State);
        else if (attempt.PickedUp || attempt.Failure?.IsResidentsPart() == true)
            FailDelivery.With(unit, delivery, attempt, at);
        else if (delivery.OrderCancelled)
            delivery.EndCancelled();
        else
            delivery.WaitForNextAttempt(realNow.UtcDateTime);
    }

    private void PublishRider(Instant at) =>
        unit.Publish(
            new RiderAssigned
            {
                DeliveryId = delivery.Id,
                OrderId = delivery.OrderId,
                Provider = attempt.Provider,
                RiderName = attempt.RiderName,
                RiderPhone = attempt.RiderPhone,
                EtaAt = attempt.EtaAt,
                OccurredAt = at,
            },
            attempt.Id, attempt.RiderSequence);

    private async Task PublishStateAsync(AttemptState state, Instant at, CancellationToken ct)
    {
        var (id, orderId, provider) = (delivery.Id, delivery.OrderId, attempt.Provider);
        switch (state)
        {
            case AttemptState.AtPickup:
                unit.Publish(
                    new RiderArrivedAtSite { DeliveryId = id, OrderId = orderId, Provider = provider, OccurredAt = at },
                    attempt.Id, attempt.RiderSequence);
                break;
            case AttemptState.PickedUp:
                unit.Publish(
                    new MealPickedUp
                    {
                        DeliveryId = id,
                        OrderId = orderId,
                        Provider = provider,
                        RiderName = attempt.RiderName,
                        RiderPhone = attempt.RiderPhone,
                        ProviderReference = attempt.ProviderRef,
                        AttemptCode = attempt.Code,
                        RiderId = attempt.RiderPersonId,
                        OccurredAt = at,
                    },
                    attempt.Id);
                break;
            case AttemptState.AtDropoff:
                unit.Publish(new RiderAtDoor { DeliveryId = id, OrderId = orderId, Provider = provider, OccurredAt = at }, attempt.Id);
                break;
            case AttemptState.Delivered:
                var (fromDoor, trip) = await MetersAsync(ct);
                unit.Publish(
                    new MealDelivered
                    {
                        DeliveryId = id,
                        OrderId = orderId,
                        Provider = provider,
                        DistanceMeters = fromDoor,
                        TripMeters = trip,
                        CourierFeeFen = attempt.FeeFen ?? attempt.QuotedFen,
                        OccurredAt = at,
                    },
                    attempt.Id);
                break;
            case AttemptState.Returned:
                unit.Publish(new DeliveryReturned { DeliveryId = id, OrderId = orderId, Provider = provider, OccurredAt = at }, attempt.Id);
                break;
            default:
                break;
        }
    }

    /// <summary>From the rider's last position to the door, and from the site to the door; null where something is not known.</summary>
    private async Task<(int? FromDoor, int? Trip)> MetersAsync(CancellationToken ct)
    {
        if ((await unit.Db.ResidentContacts.FindAsync([delivery.ResidentId], ct))?.Point is not { } door)
            return (null, null);
        var last = await unit.Db.TrackPoints.Where(p => p.DeliveryId == delivery.Id).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
        var site = await unit.Db.Sites.FindAsync([delivery.SiteCode], ct);
        return (last is null ? null : Meters(new(last.Lat, last.Lng), door), site?.Point is { } from ? Meters(from, door) : null);
    }

    private static int Meters(GeoPoint from, GeoPoint to) => (int)Math.Min(Distance.Meters(from, to), 1_000_000);
}
