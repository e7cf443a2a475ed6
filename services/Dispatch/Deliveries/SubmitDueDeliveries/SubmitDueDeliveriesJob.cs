using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Couriers;
using MealDispatch.Dispatch.Data;
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
        var provider = couriers.Next(site.CourierList, [.. earlier.Select(attempt => attempt.Provider)], placesAreKnown);
        if (provider is null)
        {
            delivery.AskForAttention("no-courier-left");
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
        if (attempt.IsOwnRiders && earlier.Count > 0)
            delivery.AskForAttention(DeliveryAlarm.GivenToOwnRiders);
        if (attempt.IsOwnRiders)
            await new FollowAttempt(unit, delivery, attempt, realNow).FollowAsync(
                new CourierReport { State = AttemptState.Accepted },
                new ReportOrigin(EventSource.Answer, $"{attempt.Id}:accepted", Raw: null),
                ct);
    }
}
