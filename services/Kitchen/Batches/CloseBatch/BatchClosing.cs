using System.Buffers.Text;
using System.Security.Cryptography;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
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
        var late = waiting.Where(t => !named.Contains(t.OrderId)).ToList();
        var inTime = waiting.Except(late).ToList();
        if (inTime.Count == 0 || late.Count == 0)
        {
            await unit.CloseAsync([(batch, waiting)], ct);
            return;
        }

        var wave = unit.AddWave(meal, batch.Wave + 1);
        foreach (var ticket in late) ticket.BatchId = wave.Id;
        await unit.CloseAsync([(batch, inTime), (wave, late)], ct);
    }

    /// <summary>Closes a batch with what it holds.</summary>
    internal static async Task CloseAsItIsAsync(this Unit<KitchenDbContext> unit, KitchenBatch batch, CancellationToken ct) =>
        await unit.CloseAsync([(batch, await unit.WaitingInAsync(batch, ct))], ct);

    private static async Task CloseAsync(
        this Unit<KitchenDbContext> unit, IReadOnlyList<(KitchenBatch Batch, List<Ticket> Tickets)> closing, CancellationToken ct)
    {
        var meal = closing[0].Batch.Meal;
        var servings = await unit.Db.ReadServingsAsync([.. closing.SelectMany(c => c.Tickets)], ct);
        var printer = await unit.Db.Printers.FindAsync([meal.KitchenSiteCode], ct);
        var number = await unit.Db.Tickets
            .Where(t => t.KitchenSiteCode == meal.KitchenSiteCode && t.ServiceDate == meal.ServiceDate && t.MealPeriod == meal.MealPeriod)
            .MaxAsync(t => t.Number, ct) ?? 0;
        foreach (var (batch, tickets) in closing)
        {
            var byOrder = tickets.ToDictionary(t => t.OrderId);
            var arranged = TicketSequence.Arrange(tickets.Select(t => servings[t.OrderId])).Select(s => byOrder[s.OrderId]).ToList();
            foreach (var ticket in arranged)
                ticket.Assign(++number, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(CareTokenBytes)));
            batch.Close(unit.Now);
            if (printer is { AutoPrint: true }) unit.QueuePrints(printer.SiteCode, arranged, Ids.New());
            unit.Publish(Closed(batch, arranged, unit.Now), batch.Id);
            var sinceCutoff = (unit.Now - batch.CutoffAt).TotalSeconds;
            unit.AfterCommit(() => KitchenMetrics.BatchClose.Record(sinceCutoff));
        }
    }

    private static BatchClosed Closed(KitchenBatch batch, List<Ticket> tickets, Instant now) => new()
    {
        BatchId = batch.Id,
        KitchenSiteCode = batch.KitchenSiteCode,
        ServiceDate = batch.ServiceDate,
        MealPeriod = batch.MealPeriod,
        Wave = batch.Wave,
        Tickets =
        [
            .. tickets.Select(t => new BatchTicket
            {
                OrderId = t.OrderId,
                ResidentId = t.ResidentId,
                SiteCode = t.SiteCode,
                TicketCode = t.Code!,
                CareTokenHash = t.CareToken is { } token ? SecretToken.Hash(token) : null,
            }),
        ],
        OccurredAt = now,
    };

    private static async Task<CompletenessFacts> FactsAsync(
        this Unit<KitchenDbContext> unit, Meal meal, List<ClosedWindow> windows, HashSet<Guid> named, CancellationToken ct)
    {
        var sites = await unit.Db.Sites.Where(s => s.Code == meal.KitchenSiteCode || s.SuppliedBy == meal.KitchenSiteCode).ToListAsync(ct);
        var held = await unit.Db.Tickets
            .Where(t => t.KitchenSiteCode == meal.KitchenSiteCode && t.ServiceDate == meal.ServiceDate && t.MealPeriod == meal.MealPeriod)
            .Select(t => t.OrderId).ToListAsync(ct);
        var missing = named.Except(held).ToList();
        var cancelled = await unit.Db.CancelledOrders.Where(o => missing.Contains(o.OrderId)).Select(o => o.OrderId).ToListAsync(ct);
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

    private static Task<List<Ticket>> WaitingInAsync(this Unit<KitchenDbContext> unit, KitchenBatch batch, CancellationToken ct) =>
        unit.Db.Tickets.Where(t => t.BatchId == batch.Id && t.Status == TicketStatus.Waiting).ToListAsync(ct);
}
