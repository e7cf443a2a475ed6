using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks;

/// <summary>A delivery's way as one person may see it; WGS-84, oldest point first.</summary>
/// <param name="Arrival">Null when nothing is to arrive any more.</param>
internal sealed record Track(string Datum, DeliveryStatus Status, Arrival? Arrival, IReadOnlyList<TrackItem> Items);

internal sealed record TrackItem(Instant At, double Lat, double Lng);

/// <summary>Residents and family see where the rider is only while the meal is on its way; when it comes they may always ask.</summary>
internal static class ReadTrack
{
    private const int MostPoints = 2000;

    /// <summary>Whether the caller may see the rider at every time.</summary>
    public static async Task<bool> MaySeeAllAsync(DispatchDbContext db, Caller caller, Delivery delivery, CancellationToken ct) =>
        DeliveryAccess.MayOversee(caller, delivery) || await DeliveryAccess.IsRiderOfAsync(db, caller, delivery.Id, ct);

    public static bool IsOnTheWay(DeliveryStatus status) => status is DeliveryStatus.PickedUp or DeliveryStatus.AtDoor;

    public static async Task<Track> OfAsync(DispatchDbContext db, Delivery delivery, bool maySeeAll, Instant now, Town town, CancellationToken ct)
    {
        var attempt = await db.Attempts.Where(a => a.DeliveryId == delivery.Id).OrderByDescending(a => a.Number).FirstOrDefaultAsync(ct);
        var arrival = await ArrivalAsync(db, delivery, attempt, now, town, ct);
        if (!maySeeAll && !IsOnTheWay(delivery.Status))
            return new Track("wgs84", delivery.Status, arrival, []);

        var since = maySeeAll ? Instant.MinValue : attempt is { Live: true, PickedUpAt: { } pickedUpAt } ? pickedUpAt : Instant.MaxValue;
        var points = await db.TrackPoints.Where(p => p.DeliveryId == delivery.Id).OrderByDescending(p => p.At).Take(MostPoints).ToListAsync(ct);
        return new Track(
            "wgs84", delivery.Status, arrival,
            [.. points.Where(p => p.At >= since).OrderBy(p => p.At).Select(p => new TrackItem(p.At, p.Lat, p.Lng))]);
    }

    private static async Task<Arrival?> ArrivalAsync(
        DispatchDbContext db, Delivery delivery, DeliveryAttempt? attempt, Instant now, Town town, CancellationToken ct)
    {
        var facts = new ArrivalFacts(delivery.Status, now, delivery.ServeFrom, delivery.ServeTo, attempt?.EtaAt, null, null, 0, 0);
        if (delivery.Status != DeliveryStatus.PickedUp || attempt is null)
            return EstimateArrival.Decide(facts, town);
        var last = await db.TrackPoints.Where(p => p.DeliveryId == delivery.Id).OrderByDescending(p => p.At).FirstOrDefaultAsync(ct);
        var door = (await db.ResidentContacts.FindAsync([delivery.ResidentId], ct))?.Point;
        if (last is null || door is null)
            return EstimateArrival.Decide(facts, town);
        // In what order he goes to the other doors is his own business.
        var others = attempt.RiderPersonId is { } rider
            ? await db.Attempts.CountAsync(a => a.Live && a.RiderPersonId == rider && a.State == AttemptState.PickedUp && a.Id != attempt.Id, ct)
            : 0;
        return EstimateArrival.Decide(
            facts with { MetersToDoor = Distance.Meters(new GeoPoint(last.Lat, last.Lng), door), PositionAge = now - last.At, MostStopsBefore = others }, town);
    }
}
