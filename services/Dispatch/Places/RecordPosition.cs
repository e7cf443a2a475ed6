using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Places;

internal sealed record Position(Instant At, GeoPoint Point);

/// <summary>Adds a courier's rider's position to a delivery's track and, while the meal is on its way, tells whoever watches.</summary>
internal sealed class RecordPosition(Database<DispatchDbContext> database, IMessageBus bus)
{
    public async Task RecordNowAsync(Guid deliveryId, GeoPoint point, CancellationToken ct)
    {
        var watched = await database.WriteAsync(unit => AddAsync(unit, deliveryId, point, ct), ct);
        if (watched is not null)
            await bus.HintAsync(watched, ct);
    }

    /// <summary>The hint for watchers; null when nobody may watch yet.</summary>
    private static async Task<Hint?> AddAsync(Unit<DispatchDbContext> unit, Guid deliveryId, GeoPoint point, CancellationToken ct)
    {
        var live = await unit.Db.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.DeliveryId == deliveryId && a.Live, ct);
        if (live is null || await unit.Db.TrackPoints.AnyAsync(p => p.DeliveryId == deliveryId && p.At >= unit.Now, ct))
            return null;
        unit.Db.TrackPoints.Add(new TrackPoint { DeliveryId = deliveryId, At = unit.Now, Lat = point.Lat, Lng = point.Lng });
        if (!live.State.IsWithRider())
            return null;
        var orderId = await unit.Db.Deliveries.Where(d => d.Id == deliveryId).Select(d => d.OrderId).SingleAsync(ct);
        return new Hint { Kind = Hints.RiderMoved, Id = orderId, Position = point };
    }
}
