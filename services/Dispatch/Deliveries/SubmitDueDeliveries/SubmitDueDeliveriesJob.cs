using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Deliveries.SubmitDueDeliveries;

/// <summary>Makes an attempt for each delivery whose hand-off is near; the courier is called only after that is stored.</summary>
internal sealed class SubmitDueDeliveriesJob(Database<DispatchDbContext> database, CourierList couriers, IClock clock, TimeProvider time) : IJob
{
    private const int MostAtOnce = 500;
    private const int MostTogether = 16;
    private static readonly TimeSpan WaitForCopies = TimeSpan.FromSeconds(2);

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken ct) =>
        await Parallel.ForEachAsync(
            await FindDueAsync(ct),
            new ParallelOptions { MaxDegreeOfParallelism = MostTogether, CancellationToken = ct },
            async (id, token) => await database.WriteAsync(unit => SubmitAsync(unit, id, token), token));

    private async Task<List<Guid>> FindDueAsync(CancellationToken ct)
    {
        var (now, realNow) = (clock.GetCurrentInstant(), time.GetUtcNow().UtcDateTime);
        await using var db = database.Read();
        return await db.Deliveries
            .Where(d => d.Status == DeliveryStatus.Pending && !d.OrderCancelled && d.NextAttemptAt <= realNow)
            .Where(d => d.ServeFrom <= now || d.BatchClosed && d.PlannedAt <= now)
            .OrderBy(d => d.PlannedAt).Select(d => d.Id).Take(MostAtOnce).ToListAsync(ct);
    }

    private async Task SubmitAsync(Unit<DispatchDbContext> unit, Guid id, CancellationToken ct)
    {
        var realNow = time.GetUtcNow();
        var delivery = await unit.Db.Deliveries.SingleAsync(d => d.Id == id, ct);
        var earlier = await unit.Db.Attempts.Where(a => a.DeliveryId == id).OrderBy(a => a.Number).ToListAsync(ct);
        if (!delivery.IsDue(unit.Now) || earlier.Any(attempt => attempt.Live))
            return;

        var site = await unit.Db.Sites.FindAsync([delivery.SiteCode], ct);
        var contact = await unit.Db.ResidentContacts.FindAsync([delivery.ResidentId], ct);
        if (site is null || contact is null)
        {
            delivery.PostponeAttempt(realNow.UtcDateTime + WaitForCopies);
            return;
        }

        var placesAreKnown = site.Point is not null && contact is { Point: not null, Phone: not null };
        var willing = delivery.OwnRidersOnly ? [] : await WithRoomAsync(unit.Db, site, ct);
        var provider = couriers.Next(willing, [.. earlier.Select(attempt => attempt.Provider)], placesAreKnown);
        if (provider is null)
        {
            unit.AskForAttention(delivery, DeliveryAlarm.NoCourierLeft);
            FailDelivery.With(unit, delivery, earlier[^1], unit.Now);
            return;
        }

        var attempt = new DeliveryAttempt
        {
            Id = Ids.New(),
            DeliveryId = id,
            Number = earlier.Count + 1,
            Provider = provider,
            Code = AttemptCode.New(realNow),
            CreatedAt = unit.Now,
            CreatedAtReal = realNow.UtcDateTime,
        };
        attempt.CallAgainAt(realNow.UtcDateTime);
        unit.Db.Attempts.Add(attempt);
        delivery.Follow(attempt.State);
        if (attempt.IsOwnRiders && earlier.Count > 0 && !delivery.OwnRidersOnly)
            unit.AskForAttention(delivery, DeliveryAlarm.GivenToOwnRiders);
        if (attempt.IsOwnRiders)
            await new FollowAttempt(unit, delivery, attempt, realNow).FollowAsync(
                new CourierReport { State = AttemptState.Accepted },
                new ReportOrigin(EventSource.Answer, $"{attempt.Id}:accepted", Raw: null),
                ct);
    }

    /// <summary>The site's list without those who have as many of its deliveries as the site gives at once.</summary>
    private static async Task<IReadOnlyList<string>> WithRoomAsync(DispatchDbContext db, SiteCopy site, CancellationToken ct)
    {
        var full = new List<string>();
        foreach (var limit in site.CourierLimits.Where(limit => limit.MaxLive is not null))
        {
            var live = await db.Attempts.CountAsync(
                a => a.Live && a.Provider == limit.Provider && db.Deliveries.Any(d => d.Id == a.DeliveryId && d.SiteCode == site.Code), ct);
            if (live >= limit.MaxLive)
                full.Add(limit.Provider);
        }

        return [.. site.CourierList.Except(full)];
    }
}
