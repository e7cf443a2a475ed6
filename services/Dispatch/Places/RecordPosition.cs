using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Places;

internal sealed record Position(Instant At, GeoPoint Point);

/// <summary>Adds points to a delivery's track and, while the meal is on its way, tells whoever watches.</summary>
internal sealed class RecordPosition(Database<DispatchDbContext> database, IMessageBus bus, IClock clock)
{
    public async Task RecordAsync(Guid deliveryId, IReadOnlyList<Position> positions, CancellationToken ct)
    {
        var watched = await database.WriteAsync(unit => AddAsync(unit, deliveryId, positions, ct), ct);
        if (watched is not null)
            await bus.HintAsync(watched, ct);
    }

    public Task RecordNowAsync(Guid deliveryId, GeoPoint point, CancellationToken ct) =>
        RecordAsync(deliveryId, [new Position(clock.GetCurrentInstant(), point)], ct);

    /// <summary>The hint for watchers; null when nobody may watch yet, or nothing is newer than the last point.</summary>
    private static async Task<Hint?> AddAsync(
        Unit<DispatchDbContext> unit, Guid deliveryId, IReadOnlyList<Position> positions, CancellationToken ct)
    {
        var live = await unit.Db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.DeliveryId == deliveryId && a.Live, ct);
        if (live is null)
            return null;

        var lastAt = await unit.Db.TrackPoints.Where(p => p.DeliveryId == deliveryId).MaxAsync(p => (Instant?)p.At, ct);
        GeoPoint? newest = null;
        foreach (var (reportedAt, point) in positions.OrderBy(position => position.At))
        {
            // A phone's clock may be wrong: no point lies in the future.
            var at = Instant.Min(reportedAt, unit.Now);
            if (at <= lastAt)
                continue;
            unit.Db.TrackPoints.Add(new TrackPoint { DeliveryId = deliveryId, At = at, Lat = point.Lat, Lng = point.Lng });
            (lastAt, newest) = (at, point);
        }

        if (newest is null || !live.State.IsWithRider())
            return null;
        var orderId = await unit.Db.Deliveries.Where(d => d.Id == deliveryId).Select(d => d.OrderId).SingleAsync(ct);
        return new Hint { Kind = Hints.RiderMoved, Id = orderId, Position = newest };
    }
}
