using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries.WatchDeliveries;

/// <summary>Asks people to look at a meal that is late, hardly in time, or packed long ago: before the elder telephones.</summary>
internal sealed class WatchDeliveriesJob(Database<DispatchDbContext> database, IClock clock) : IJob
{
    private const int MostAtOnce = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(10);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = database.Read();
        if (await Endangered(db, now).AnyAsync(ct))
            await database.WriteAsync(
                async unit =>
                {
                    foreach (var delivery in await Endangered(unit.Db, unit.Now).OrderBy(d => d.ServeTo).Take(MostAtOnce).ToListAsync(ct))
                        if (delivery.AlarmAt(unit.Now) is { } alarm)
                            unit.AskForAttention(delivery, alarm);
                },
                ct);
    }

    /// <summary>A graver alarm takes the place of a lighter one; what else people were asked to look at stays.</summary>
    private static IQueryable<Delivery> Endangered(DispatchDbContext db, Instant now)
    {
        var (packedBefore, soon) = (now - Delivery.KeepsHot, now + Delivery.LastPickup);
        return db.Deliveries.Where(d =>
            !DeliveryStatuses.Ended.Contains(d.Status) && !d.OrderCancelled
            && ((d.NeedsAttention == null || d.NeedsAttention == DeliveryAlarm.GivenToOwnRiders || d.NeedsAttention == DeliveryAlarm.HardlyInTime)
                    && (d.ServeTo <= now || d.PackedAt <= packedBefore)
                || (d.NeedsAttention == null || d.NeedsAttention == DeliveryAlarm.GivenToOwnRiders) && d.ServeTo <= soon
                    && d.Status != DeliveryStatus.PickedUp && d.Status != DeliveryStatus.AtDoor && d.Status != DeliveryStatus.Returning));
    }
}
