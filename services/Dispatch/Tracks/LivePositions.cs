using System.Collections.Concurrent;
using System.Collections.Frozen;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Places;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks;

/// <summary>
/// Own riders' positions between their phones and the database. Who watches is told at once, by hints; storing waits for the next batch, at
/// most a second later, so that a phone's request touches no database. What is in memory when the process dies is lost, as a hint is.
/// </summary>
internal sealed class LivePositions(Database<DispatchDbContext> database, IMessageBus bus, IClock clock) : IDisposable
{
    /// <summary>Points nearer in time than this to the one before are not stored: nobody rides far in it.</summary>
    private static readonly Duration Apart = Duration.FromSeconds(1);

    private readonly SemaphoreSlim storing = new(1, 1);
    private volatile ConcurrentDictionary<Guid, Waiting> waiting = new();
    private volatile CarriedNow carried = new([]);

    /// <summary>Takes what a rider's phone sent; the newest point is shown to those who watch his deliveries.</summary>
    public async Task AcceptAsync(Guid riderId, IReadOnlyList<Position> positions, CancellationToken ct)
    {
        if (positions.Count == 0)
            return;
        if (Keep(riderId, positions, out var newest))
            await TellAsync(carried.Of(riderId), newest, ct);
    }

    /// <summary>Stores what this delivery's rider sent, so that who reads its track after that finds it there.</summary>
    public async Task StoreForAsync(Guid deliveryId, CancellationToken ct)
    {
        if (waiting.IsEmpty && storing.CurrentCount > 0)
            return;
        if ((carried.RiderOf(deliveryId) ?? await RiderOfAsync(deliveryId, ct)) is not { } rider || !waiting.ContainsKey(rider) && storing.CurrentCount > 0)
            return;
        await storing.WaitAsync(ct);
        try
        {
            if (waiting.TryRemove(rider, out var mine))
                await database.WriteAsync(unit => AddAsync(unit, new Dictionary<Guid, Waiting> { [rider] = mine }, rider, ct), ct);
        }
        finally
        {
            storing.Release();
        }
    }

    /// <summary>Stores all that waits, as one unit.</summary>
    public async Task StoreAsync(CancellationToken ct)
    {
        await storing.WaitAsync(ct);
        try
        {
            var taken = Interlocked.Exchange(ref waiting, new());
            if (taken.IsEmpty)
                return;
            var before = carried;
            carried = await database.WriteAsync(unit => AddAsync(unit, taken, onlyRider: null, ct), ct);
            // Who took his task a moment ago was not known when his phone reported.
            foreach (var (riderId, points) in taken)
                if (points.Newest is { } newest)
                    await TellAsync([.. carried.Of(riderId).Where(c => !before.Of(riderId).Any(b => b.DeliveryId == c.DeliveryId && b.IsOnTheWay))], newest, ct);
        }
        finally
        {
            storing.Release();
        }
    }

    public void Dispose() => storing.Dispose();

    private async Task<Guid?> RiderOfAsync(Guid deliveryId, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.Attempts.Where(a => a.DeliveryId == deliveryId && a.Live).Select(a => a.RiderPersonId).SingleOrDefaultAsync(ct);
    }

    private bool Keep(Guid riderId, IReadOnlyList<Position> positions, out Position newest)
    {
        var now = clock.GetCurrentInstant();
        while (true)
        {
            var mine = waiting.GetOrAdd(riderId, _ => new Waiting());
            lock (mine)
            {
                var before = mine.Newest;
                foreach (var position in positions)
                    mine.Add(position.At <= now ? position : position with { At = now });
                newest = mine.Newest!;
                // When they were taken for storing meanwhile, once more into the next batch: a point twice is stored once.
                if (waiting.TryGetValue(riderId, out var kept) && kept == mine)
                    return before is null || newest.At > before.At;
            }
        }
    }

    private async Task TellAsync(IReadOnlyList<CarriedDelivery> deliveries, Position newest, CancellationToken ct)
    {
        foreach (var delivery in deliveries)
            if (delivery.IsOnTheWay)
                await bus.HintAsync(new Hint { Kind = Hints.RiderMoved, Id = delivery.OrderId, Position = newest.Point }, ct);
    }

    private static async Task<CarriedNow> AddAsync(
        Unit<DispatchDbContext> unit, IReadOnlyDictionary<Guid, Waiting> taken, Guid? onlyRider, CancellationToken ct)
    {
        var rows = await (
            from attempt in unit.Db.Attempts
            join delivery in unit.Db.Deliveries on attempt.DeliveryId equals delivery.Id
            where attempt.Live && (onlyRider == null ? attempt.RiderPersonId != null : attempt.RiderPersonId == onlyRider)
            select new { attempt.RiderPersonId, attempt.DeliveryId, delivery.OrderId, attempt.State, attempt.CreatedAt }).ToListAsync(ct);
        var live = rows.Select(row => new CarriedDelivery(row.RiderPersonId!.Value, row.DeliveryId, row.OrderId, row.State.IsWithRider(), row.CreatedAt)).ToList();
        var moved = live.Where(carried => taken.ContainsKey(carried.RiderId)).ToList();
        var ids = moved.Select(carried => carried.DeliveryId).ToList();
        var lastAt = await unit.Db.TrackPoints.Where(p => ids.Contains(p.DeliveryId)).GroupBy(p => p.DeliveryId)
            .Select(points => new { points.Key, At = points.Max(p => p.At) }).ToDictionaryAsync(row => row.Key, row => row.At, ct);
        var inOrder = taken.ToDictionary(mine => mine.Key, mine => mine.Value.Take());
        await using var insert = new TrackPointInsert(unit.Db);
        foreach (var delivery in moved)
        {
            var next = lastAt.TryGetValue(delivery.DeliveryId, out var last) ? last + Apart : delivery.Since;
            foreach (var (at, point) in inOrder[delivery.RiderId])
            {
                if (at < next)
                    continue;
                await insert.AddAsync(delivery.DeliveryId, at, point, ct);
                next = at + Apart;
            }
        }

        return new CarriedNow(live);
    }

    /// <summary>One rider's points of the batch to come. Locked by itself.</summary>
    private sealed class Waiting
    {
        private readonly List<Position> points = [];

        public Position? Newest { get; private set; }

        public void Add(Position position)
        {
            points.Add(position);
            if (Newest is null || position.At > Newest.At)
                Newest = position;
        }

        public IReadOnlyList<Position> Take()
        {
            lock (this)
                return [.. points.OrderBy(point => point.At)];
        }
    }

    /// <param name="Since">Earlier points are of another errand.</param>
    private sealed record CarriedDelivery(Guid RiderId, Guid DeliveryId, Guid OrderId, bool IsOnTheWay, Instant Since);

    /// <summary>Who carries what, as of the last batch.</summary>
    private sealed class CarriedNow(IReadOnlyList<CarriedDelivery> live)
    {
        private readonly FrozenDictionary<Guid, CarriedDelivery[]> byRider = live.GroupBy(c => c.RiderId).ToFrozenDictionary(c => c.Key, c => c.ToArray());
        private readonly FrozenDictionary<Guid, Guid> riders = live.ToFrozenDictionary(c => c.DeliveryId, c => c.RiderId);

        public IReadOnlyList<CarriedDelivery> Of(Guid riderId) => byRider.GetValueOrDefault(riderId) ?? [];

        public Guid? RiderOf(Guid deliveryId) => riders.TryGetValue(deliveryId, out var rider) ? rider : null;
    }
}
