using System.Buffers.Text;
using System.Security.Cryptography;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Batches.CloseBatch;

/// <summary>Closing a batch, whoever asks for it: Ordering's word, staff, or the job. All inside one unit.</summary>
internal static class BatchClosing
{
    private const int CareTokenBytes = 16;

    private static readonly Func<KitchenDbContext, string, LocalDate, MealPeriod, CancellationToken, Task<KitchenBatch?>> OpenBatchOf = EF.CompileAsyncQuery(
        (KitchenDbContext db, string kitchen, LocalDate date, MealPeriod period, CancellationToken ct) => db.Batches.SingleOrDefault(
            b => b.KitchenSiteCode == kitchen && b.ServiceDate == date && b.MealPeriod == period && b.Status == BatchStatus.Open));

    private static readonly Func<KitchenDbContext, string, LocalDate, MealPeriod, CancellationToken, Task<bool>> HasClosedWindow = EF.CompileAsyncQuery(
        (KitchenDbContext db, string kitchen, LocalDate date, MealPeriod period, CancellationToken ct) =>
            db.ClosedWindows.Any(w => w.KitchenSiteCode == kitchen && w.ServiceDate == date && w.MealPeriod == period));

    /// <summary>The meal's open batch; a new wave when there is none.</summary>
    internal static async Task<KitchenBatch> OpenBatchAsync(this Unit<KitchenDbContext> unit, Meal meal, CancellationToken ct) =>
        await unit.FindOpenBatchAsync(meal, ct) ?? unit.AddWave(meal, await unit.LastWaveAsync(meal, ct) + 1);

    /// <summary>
    /// Closes the open batch when it is complete. It holds exactly the orders that Ordering named; one that was let in after
    /// the cutoff makes the next wave, which closes at once because nothing else is awaited.
    /// </summary>
    internal static async Task CloseIfCompleteAsync(this Unit<KitchenDbContext> unit, Meal meal, CancellationToken ct)
    {
        // Before the cutoff, so with nearly every order, nothing can close.
        if (unit.Db.ClosedWindows.Local.Count == 0 && !await HasClosedWindow(unit.Db, meal.KitchenSiteCode, meal.ServiceDate, meal.MealPeriod, ct)) return;

        // What this unit itself brought is part of the question.
        await unit.Db.SaveChangesAsync(ct);
        var windows = await unit.Db.ClosedWindows
            .Where(w => w.KitchenSiteCode == meal.KitchenSiteCode && w.ServiceDate == meal.ServiceDate && w.MealPeriod == meal.MealPeriod)
            .ToListAsync(ct);
        if (await unit.FindOpenBatchAsync(meal, ct) is not { } batch) return;

        var named = windows.SelectMany(w => w.OrderIds).ToHashSet();
        if (!BatchIsComplete.Decide(await unit.FactsAsync(meal, windows, named, ct))) return;

        var waiting = await unit.WaitingInAsync(batch, ct);
        var late = waiting.Where(o => !named.Contains(o.OrderId)).ToList();
        var inTime = waiting.Where(o => named.Contains(o.OrderId)).ToList();
        if (inTime.Count == 0 || late.Count == 0)
        {
            await unit.CloseAsync([(batch, waiting)], ct);
            return;
        }

        var wave = unit.AddWave(meal, batch.Wave + 1);
        var lateIds = late.ConvertAll(o => o.TicketId);
        await unit.Db.Tickets.Where(t => lateIds.Contains(t.Id)).ExecuteUpdateAsync(s => s.SetProperty(t => t.BatchId, wave.Id), ct);
        await unit.CloseAsync([(batch, inTime), (wave, late)], ct);
    }

    /// <summary>Closes a batch with what it holds.</summary>
    internal static async Task CloseAsItIsAsync(this Unit<KitchenDbContext> unit, KitchenBatch batch, CancellationToken ct) =>
        await unit.CloseAsync([(batch, await unit.WaitingInAsync(batch, ct))], ct);

    private static async Task CloseAsync(
        this Unit<KitchenDbContext> unit, IReadOnlyList<(KitchenBatch Batch, List<WaitingOrder> Orders)> closing, CancellationToken ct)
    {
        // Their numbers are written past EF: a ticket that this unit brought is not what it was.
        foreach (var ticket in unit.Db.ChangeTracker.Entries<Ticket>().ToList()) ticket.State = EntityState.Detached;
        var meal = closing[0].Batch.Meal;
        var siteCodes = closing.SelectMany(c => c.Orders).Select(o => o.SiteCode).Distinct().ToList();
        var sites = await unit.Db.Sites.Where(s => siteCodes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, ct);
        var printer = await unit.Db.Printers.FindAsync([meal.KitchenSiteCode], ct);
        var number = await unit.Db.Tickets
            .Where(t => t.KitchenSiteCode == meal.KitchenSiteCode && t.ServiceDate == meal.ServiceDate && t.MealPeriod == meal.MealPeriod && t.Number != null)
            .MaxAsync(t => t.Number, ct) ?? 0;
        foreach (var (batch, orders) in closing)
        {
            var numbered = TicketSequence.Arrange(orders, o => PlaceOf(o, meal, sites)).Select(o => Number(o, meal, ++number)).ToList();
            await unit.Db.WriteNumbersAsync(numbered, copies: printer is { AutoPrint: true } ? 1 : 0, ct);
            batch.Close(unit.Now);
            if (printer is { AutoPrint: true })
                await unit.QueueFirstPrintsAsync(printer.SiteCode, batch.Id, ct);
            unit.Publish(Closed(batch, numbered, unit.Now), batch.Id);
            var sinceCutoff = (unit.Now - batch.CutoffAt).TotalSeconds;
            unit.AfterCommit(() => KitchenMetrics.BatchClose.Record(sinceCutoff));
        }
    }

    private static TicketPlace PlaceOf(WaitingOrder order, Meal meal, Dictionary<string, SiteCopy> sites)
    {
        var siteName = sites.GetValueOrDefault(order.SiteCode)?.Name ?? order.SiteCode;
        var door = order.AddressText is null ? null : new Door(order.AddressText, order.Building, order.Room);
        var (stop, destination) = TicketPlace.WayOf(order.Fulfilment, siteName, viaTable: order.SiteCode != meal.KitchenSiteCode, door);
        return new TicketPlace(order.DietTags is { Count: > 0 } || order.Avoid is { Count: > 0 }, stop, destination, order.OrderNumber, order.OrderId);
    }

    private static NumberedOrder Number(WaitingOrder order, Meal meal, int number) => new(
        order, number, TicketCode.Of(meal.KitchenSiteCode, meal.ServiceDate, meal.MealPeriod, number),
        order.Fulfilment == Fulfilment.Delivery ? Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CareTokenBytes)) : null);

    private static BatchClosed Closed(KitchenBatch batch, IReadOnlyList<NumberedOrder> orders, Instant now) => new()
    {
        BatchId = batch.Id,
        KitchenSiteCode = batch.KitchenSiteCode,
        ServiceDate = batch.ServiceDate,
        MealPeriod = batch.MealPeriod,
        Wave = batch.Wave,
        Tickets =
        [
            .. orders.Select(o => new BatchTicket
            {
                OrderId = o.Order.OrderId,
                ResidentId = o.Order.ResidentId,
                SiteCode = o.Order.SiteCode,
                TicketCode = o.Code,
                CareTokenHash = o.CareToken is { } token ? SecretToken.Hash(token) : null,
            }),
        ],
        OccurredAt = now,
    };

    private static async Task<CompletenessFacts> FactsAsync(
        this Unit<KitchenDbContext> unit, Meal meal, List<ClosedWindow> windows, HashSet<Guid> named, CancellationToken ct)
    {
        var sites = await unit.Db.Sites.Where(s => s.Code == meal.KitchenSiteCode || s.SuppliedBy == meal.KitchenSiteCode).ToListAsync(ct);
        var held = await (
            from batch in unit.Db.Batches
            where batch.KitchenSiteCode == meal.KitchenSiteCode && batch.ServiceDate == meal.ServiceDate && batch.MealPeriod == meal.MealPeriod
            join ticket in unit.Db.Tickets on batch.Id equals ticket.BatchId
            select ticket.OrderId).ToListAsync(ct);
        var missing = named.Except(held).ToList();
        var cancelled = missing.Count == 0 ? [] : await unit.Db.CancelledOrders.Where(o => missing.Contains(o.OrderId)).Select(o => o.OrderId).ToListAsync(ct);
        return new CompletenessFacts
        {
            ServingSites = sites.Where(s => s.Serves(meal.ServiceDate, meal.MealPeriod)).Select(s => s.Code).ToHashSet(),
            ClosedWindows = windows.ToDictionary(w => w.SiteCode, w => w.OrderIds),
            Known = named.Except(missing).Concat(cancelled).ToHashSet(),
        };
    }

    private static Task<KitchenBatch?> FindOpenBatchAsync(this Unit<KitchenDbContext> unit, Meal meal, CancellationToken ct) =>
        OpenBatchOf(unit.Db, meal.KitchenSiteCode, meal.ServiceDate, meal.MealPeriod, ct);

    private static async Task<int> LastWaveAsync(this Unit<KitchenDbContext> unit, Meal meal, CancellationToken ct) =>
        await unit.Db.Batches
            .Where(b => b.KitchenSiteCode == meal.KitchenSiteCode && b.ServiceDate == meal.ServiceDate && b.MealPeriod == meal.MealPeriod)
            .MaxAsync(b => (int?)b.Wave, ct) ?? 0;

    private static KitchenBatch AddWave(this Unit<KitchenDbContext> unit, Meal meal, int wave)
    {
        var batch = KitchenBatch.Open(Ids.New(), meal, wave);
        unit.Db.Batches.Add(batch);
        return batch;
    }

    private static Task<List<WaitingOrder>> WaitingInAsync(this Unit<KitchenDbContext> unit, KitchenBatch batch, CancellationToken ct) => (
        from ticket in unit.Db.Tickets.Where(t => t.BatchId == batch.Id && t.Status == TicketStatus.Waiting)
        join r in unit.Db.Residents on ticket.ResidentId equals r.ResidentId into residents
        from resident in residents.DefaultIfEmpty()
        select new WaitingOrder(
            ticket.Id, ticket.OrderId, ticket.OrderNumber, ticket.ResidentId, ticket.SiteCode, ticket.Fulfilment, resident!.AddressText, resident.Building,
            resident.Room, resident.DietTags, resident.Avoid)).ToListAsync(ct);
}
