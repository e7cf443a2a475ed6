using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Proofs;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks;

/// <summary>A delivery's way as one person may see it; WGS-84, oldest point first.</summary>
/// <param name="Arrival">Null when nothing is to arrive any more.</param>
/// <param name="ReceiptCode">What the resident tells the rider; for the resident and family, while one of the town's own riders has the meal.</param>
internal sealed record Track(string Datum, DeliveryStatus Status, Arrival? Arrival, string? ReceiptCode, IReadOnlyList<TrackItem> Items);

/// <summary>What one person may see of a delivery's way.</summary>
/// <param name="SeesAll">The rider at every time, too.</param>
/// <param name="Receives">The resident, or family.</param>
internal readonly record struct TrackReader(bool SeesAll, bool Receives);

internal sealed record TrackItem(Instant At, double Lat, double Lng);

/// <summary>Residents and family see where the rider is only while the meal is on its way; when it comes they may always ask.</summary>
internal sealed class ReadTrack(ReceiptCodes codes, Town town, IClock clock)
{
    private const int MostPoints = 2000;

    public static async Task<TrackReader> ReaderAsync(DispatchDbContext db, Caller caller, Delivery delivery, CancellationToken ct)
    {
        var rides = await DeliveryAccess.IsRiderOfAsync(db, caller, delivery.Id, ct);
        return new TrackReader(rides || DeliveryAccess.MayOversee(caller, delivery), !rides && caller.ActsFor(delivery.ResidentId));
    }

    public static bool IsOnTheWay(DeliveryStatus status) => status is DeliveryStatus.PickedUp or DeliveryStatus.AtDoor;

    public async Task<Track> OfAsync(DispatchDbContext db, Delivery delivery, TrackReader reader, CancellationToken ct)
    {
        var attempt = await db.Attempts.Where(a => a.DeliveryId == delivery.Id).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
        var arrival = await ArrivalAsync(db, delivery, attempt, ct);
        if (!reader.SeesAll && !IsOnTheWay(delivery.Status))
            return new Track("wgs84", delivery.Status, arrival, null, []);

        var code = reader.Receives && attempt is { Live: true, IsOwnRiders: true, PickedUp: true } ? codes.Of(delivery.Id) : null;
        var since = reader.SeesAll ? Instant.MinValue : attempt is { Live: true, PickedUpAt: { } pickedUpAt } ? pickedUpAt : Instant.MaxValue;
        var points = await db.TrackPoints.Where(p => p.DeliveryId == delivery.Id).OrderByDescending(p => p.At).Take(MostPoints).ToListAsync(ct);
        return new Track(
            "wgs84", delivery.Status, arrival, code,
            [.. points.Where(p => p.At >= since).OrderBy(p => p.At).Select(p => new TrackItem(p.At, p.Lat, p.Lng))]);
    }

    private async Task<Arrival?> ArrivalAsync(DispatchDbContext db, Delivery delivery, DeliveryAttempt? attempt, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        var facts = new ArrivalFacts(delivery.Status, now, delivery.ServeFrom, delivery.ServeTo, attempt?.EtaAt, null, null, 0, 0);
        if (delivery.Status != DeliveryStatus.PickedUp || attempt is null)
            return EstimateArrival.Decide(facts, town);
        var last = await db.TrackPoints.Where(p => p.DeliveryId == delivery.Id).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
        var door = (await db.ResidentContacts.FindAsync([delivery.ResidentId], ct))?.Point;
        if (last is null || door is null)
            return EstimateArrival.Decide(facts, town);
        var (fewest, most) = attempt.RiderPersonId is { } rider ? await StopsBeforeAsync(db, rider, attempt, ct) : (0, 0);
        return EstimateArrival.Decide(
            facts with
            {
                MetersToDoor = Distance.Meters(new GeoPoint(last.Lat, last.Lng), door),
                PositionAge = now - last.At,
                FewestStopsBefore = fewest,
                MostStopsBefore = most,
            },
            town);
    }

    /// <summary>By the plan that he left with; doors outside of it may come first or last.</summary>
    private static async Task<(int Fewest, int Most)> StopsBeforeAsync(DispatchDbContext db, Guid rider, DeliveryAttempt attempt, CancellationToken ct)
    {
        var others = await db.Attempts.Where(a => a.Live && a.RiderPersonId == rider && a.State == AttemptState.PickedUp && a.Id != attempt.Id)
            .Select(a => a.DoorPlannedAt).ToListAsync(ct);
        if (attempt.DoorPlannedAt is not { } mine)
            return (0, others.Count);
        return (others.Count(at => at < mine), others.Count(at => at is null || at < mine));
    }
}
