using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.OwnRiders.Shifts;
using MealDispatch.RoutePlanner;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Dispatch.OwnRiders.PlanWaves;

/// <summary>Plans a kitchen's waves anew when anything that counts has changed: an order, a cancellation, a yes or no, a shift, a manual order.</summary>
internal sealed class WavePlanner(Database<DispatchDbContext> database, IClock clock, TimeProvider time) : IDisposable
{
    /// <summary>Half of what people may wait for a plan.</summary>
    private static readonly TimeSpan SearchFor = TimeSpan.FromMilliseconds(250);
    private const int MostTries = 4000;

    /// <summary>Per door that a rider has on his way, until he is back.</summary>
    private static readonly Duration PerStop = Duration.FromMinutes(6);

    private readonly Dictionary<string, string> plannedFrom = [];
    private readonly SemaphoreSlim planning = new(1, 1);

    /// <summary>Kitchens that have something to plan, or a plan that is out of date.</summary>
    public async Task<IReadOnlyList<string>> SitesAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        var waiting = await Waiting(db).Select(row => row.Delivery.KitchenSiteCode).Distinct().ToListAsync(ct);
        return [.. waiting.Union(await db.PlannedStops.Select(stop => stop.SiteCode).Distinct().ToListAsync(ct))];
    }

    public async Task PlanAsync(string siteCode, CancellationToken ct)
    {
        await planning.WaitAsync(ct);
        try
        {
            var facts = await FactsAsync(siteCode, ct);
            var what = facts is null ? "" : Fingerprint(facts);
            if (plannedFrom.GetValueOrDefault(siteCode) == what)
                return;
            var stops = facts is null ? [] : PlanWaves.Decide(facts, new Effort(MostTries) { AtMost = SearchFor, Time = time });
            await database.WriteAsync(unit => StoreAsync(unit, siteCode, facts, stops, ct), ct);
            plannedFrom[siteCode] = what;
        }
        finally
        {
            planning.Release();
        }
    }

    public void Dispose() => planning.Dispose();

    /// <summary>Live attempts of own riders whose meal is still at the kitchen.</summary>
    public static IQueryable<WaitingRow> Waiting(DispatchDbContext db) =>
        from attempt in db.Attempts
        join delivery in db.Deliveries on attempt.DeliveryId equals delivery.Id
        where attempt.Provider == DeliveryAttempt.OwnRidersProvider && attempt.Live
            && (attempt.State == AttemptState.Accepted || attempt.State == AttemptState.RiderAssigned || attempt.State == AttemptState.AtPickup)
        select new WaitingRow { Attempt = attempt, Delivery = delivery };

    private async Task<WaveFacts?> FactsAsync(string siteCode, CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = database.Read();
        var shifts = await db.RiderShifts.Where(s => s.SiteCode == siteCode && s.EndsAt > now).OrderBy(s => s.StartsAt).ThenBy(s => s.Id).ToListAsync(ct);
        var kitchen = await db.Sites.SingleOrDefaultAsync(s => s.Code == siteCode, ct);
        var rows = await Waiting(db).Where(row => row.Delivery.KitchenSiteCode == siteCode).OrderBy(row => row.Delivery.OrderNumber).ToListAsync(ct);
        if (shifts.Count == 0 || rows.Count == 0 || kitchen?.Point is not { } point)
            return null;

        var ids = rows.Select(row => row.Delivery.Id).ToList();
        var residents = rows.Select(row => row.Delivery.ResidentId).ToList();
        var riders = shifts.Select(s => s.RiderId).ToList();
        var doors = await db.ResidentContacts.Where(r => residents.Contains(r.ResidentId)).ToDictionaryAsync(r => r.ResidentId, ct);
        var declined = (await db.DeclinedTasks.Where(d => ids.Contains(d.DeliveryId)).ToListAsync(ct)).ToLookup(d => d.DeliveryId, d => d.RiderId);
        var byHand = (await db.ManualStops.Where(m => ids.Contains(m.DeliveryId)).OrderBy(m => m.Position).ToListAsync(ct)).ToLookup(m => m.ShiftId, m => m.DeliveryId);
        var outWith = await db.Attempts.Where(a => a.Live && a.RiderPersonId != null && riders.Contains(a.RiderPersonId.Value)
                && (a.State == AttemptState.PickedUp || a.State == AttemptState.AtDropoff))
            .GroupBy(a => a.RiderPersonId!.Value).Select(g => new { g.Key, Meals = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Meals, ct);
        return new WaveFacts(
            now, point,
            [.. rows.Select(row => new WaitingMeal(
                row.Delivery.Id, row.Delivery.Meals, row.Delivery.ServeFrom, row.Delivery.ServeTo, doors.GetValueOrDefault(row.Delivery.ResidentId)?.Point,
                row.Attempt.RiderPersonId is { } rider && riders.Contains(rider) ? rider : null, declined[row.Delivery.Id].ToHashSet()))],
            [.. shifts.Select(s => new ShiftFacts(
                s.Id, s.RiderId, s.Capacity,
                Instant.Max(s.StartsAt, outWith.TryGetValue(s.RiderId, out var stops) ? now + stops * PerStop : s.StartsAt), s.EndsAt, [.. byHand[s.Id]]))]);
    }

    /// <summary>What a plan depends on, but for the time that goes by.</summary>
    private static string Fingerprint(WaveFacts facts) => string.Join(
        '|',
        facts.Meals.Select(m => $"{m.DeliveryId}{m.Meals}{m.ServeTo}{m.Door}{m.AcceptedBy}{string.Join(',', m.DeclinedBy.Order())}")
            .Concat(facts.Shifts.Select(s => $"{s.ShiftId}{s.EndsAt}{s.FreeAt > facts.Now}{string.Join(',', s.ByHand)}")));

    /// <summary>What was picked up, cancelled or planned by a newer run meanwhile comes right with the next look.</summary>
    private static async Task StoreAsync(
        Unit<DispatchDbContext> unit, string siteCode, WaveFacts? facts, IReadOnlyList<WaveStop> stops, CancellationToken ct)
    {
        var riders = facts?.Shifts.ToDictionary(s => s.ShiftId, s => s.RiderId) ?? [];
        await unit.Db.PlannedStops.Where(stop => stop.SiteCode == siteCode).ExecuteDeleteAsync(ct);
        unit.Db.PlannedStops.AddRange(stops.Select(stop => new PlannedStop
        {
            DeliveryId = stop.DeliveryId, ShiftId = stop.ShiftId, RiderId = riders[stop.ShiftId], SiteCode = siteCode,
            Trip = stop.Trip, Position = stop.Position, LeavesAt = stop.LeavesAt, At = stop.At,
        }));
    }

    internal sealed class WaitingRow
    {
        public required DeliveryAttempt Attempt { get; init; }

        public required Deliveries.Delivery Delivery { get; init; }
    }
}
