using System.Collections.Concurrent;
using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Data.SqlServer;
using MealDispatch.Kitchen.Slips;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Kitchen.Printing.SendPrintJobs;

/// <summary>
/// Sends queued tickets, each site's in order by one process at a time, sites side by side. A ticket is marked before its first byte
/// goes out: whatever ends afterwards without a word from the printer leaves it uncertain, and the site's queue waits for a person.
/// A printer that cannot print is tried again after a pause; nothing is given up before its meal is over.
/// </summary>
internal sealed partial class SendPrintJobsJob(
    Database<KitchenDbContext> database, SlipMaker slips, AllowedNetworks networks, IOptions<PrintingOptions> options, IClock clock, TimeProvider time,
    ILogger<SendPrintJobsJob> logger) : IJob
{
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(5);
    private static readonly Duration UsefulAfterQueueing = Duration.FromHours(1);
    private readonly Guid self = Ids.New();
    private readonly ConcurrentDictionary<string, bool> busy = new();

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        var open = db.PrintJobs.Where(j => j.State == PrintJobState.Queued || j.State == PrintJobState.Printing);
        var sites = await open.Select(j => j.SiteCode).Distinct().ToListAsync(ct);
        var oldest = sites.Count == 0 ? null : await open.MinAsync(j => (Instant?)j.QueuedAt, ct);
        KitchenMetrics.PrintQueueAge.Record(oldest is { } at ? (clock.GetCurrentInstant() - at).TotalSeconds : 0);
        await Task.WhenAll(sites.Select(site => WorkAsync(site, ct)));
    }

    private async Task WorkAsync(string siteCode, CancellationToken ct)
    {
        // What this process sends itself is no ticket that a dead one left behind.
        if (!busy.TryAdd(siteCode, true)) return;
        try
        {
            await SendAllAsync(siteCode, ct);
        }
        finally
        {
            busy.TryRemove(siteCode, out _);
        }
    }

    private async Task SendAllAsync(string siteCode, CancellationToken ct)
    {
        if (!await MayTryAsync(siteCode, ct)) return;
        if (await database.WriteAsync(unit => ClaimAsync(unit, siteCode, ct), ct) is not { } printer) return;

        PrinterLink? link = null;
        try
        {
            for (var start = time.GetTimestamp(); time.GetElapsedTime(start) < LongestRun;)
            {
                if (link is null or { IsUsedUp: true })
                {
                    link?.Dispose();
                    link = await PrinterLink.ConnectAsync(printer, networks, options.Value, ct);
                }

                var report = link is null ? PrinterReport.NotReached : await link.AskAsync(ct);
                if (!await database.WriteAsync(unit => NoteReportAsync(unit, siteCode, report, ct), ct) || link is null) break;
                if (!await SendNextAsync(link, printer, ct)) break;
            }
        }
        finally
        {
            link?.Dispose();
            await database.WriteAsync(unit => ReleaseAsync(unit, siteCode, ct), ct);
        }
    }

    /// <summary>A look without a write, so that a queue that waits for paper or a person costs nothing.</summary>
    private async Task<bool> MayTryAsync(string siteCode, CancellationToken ct)
    {
        await using var db = database.Read();
        var (now, isShared) = (Now, db is SqlServerKitchenDbContext);
        if (await db.PrinterStates.AnyAsync(s => s.SiteCode == siteCode && (s.NextAttemptAt > now || (isShared && s.HeldBy != self && s.HeldUntil > now)), ct))
            return false;

        var first = await db.PrintJobs.Where(j => j.SiteCode == siteCode && j.State != PrintJobState.Sent && j.State != PrintJobState.Failed).InOrder().FirstOrDefaultAsync(ct);
        return first is not null && (first.State != PrintJobState.Uncertain || IsOver(first, await db.Tickets.SingleAsync(t => t.Id == first.TicketId, ct)));
    }

    /// <summary>Takes the printer for this process, and settles what an earlier one left behind; null when there is nothing to send.</summary>
    private async Task<Printer?> ClaimAsync(Unit<KitchenDbContext> unit, string siteCode, CancellationToken ct)
    {
        var state = await unit.Db.PrinterStates.FindAsync([siteCode], ct);
        if (state is null) unit.Db.PrinterStates.Add(state = new PrinterState { SiteCode = siteCode });
        if (unit.Db is SqlServerKitchenDbContext && state.HeldBy != self && state.HeldUntil > Now) return null;

        foreach (var left in await unit.Db.PrintJobs.Where(j => j.SiteCode == siteCode && j.State == PrintJobState.Printing).ToListAsync(ct))
        {
            left.Doubt(PrintErrors.Interrupted);
            LogUncertain(left.TicketCode, siteCode, PrintErrors.Interrupted);
        }

        await unit.Db.SaveChangesAsync(ct);
        if (await NextAsync(unit, siteCode, ct) is null || await unit.Db.Printers.FindAsync([siteCode], ct) is not { } printer) return null;

        state.Hold(self, Now + options.Value.HoldFor);
        return printer;
    }

    /// <summary>The job whose turn it is; null when there is none, or a person must decide first. What nobody needs any more is passed over.</summary>
    private async Task<PrintJob?> NextAsync(Unit<KitchenDbContext> unit, string siteCode, CancellationToken ct)
    {
        while (true)
        {
            var job = await unit.Db.PrintJobs
                .Where(j => j.SiteCode == siteCode && j.State != PrintJobState.Sent && j.State != PrintJobState.Failed).InOrder().FirstOrDefaultAsync(ct);
            if (job is null || !IsOver(job, await unit.Db.Tickets.SingleAsync(t => t.Id == job.TicketId, ct)))
                return job?.State == PrintJobState.Queued ? job : null;

            job.GiveUp(PrintErrors.MealIsOver);
            await unit.Db.SaveChangesAsync(ct);
        }
    }

    private bool IsOver(PrintJob job, Tickets.Ticket ticket) =>
        clock.GetCurrentInstant() > Instant.Max(ticket.ServeTo, job.QueuedAt + UsefulAfterQueueing);

    /// <summary>False when the printer cannot print now.</summary>
    private async Task<bool> NoteReportAsync(Unit<KitchenDbContext> unit, string siteCode, PrinterReport report, CancellationToken ct)
    {
        var state = await unit.Db.PrinterStates.SingleAsync(s => s.SiteCode == siteCode, ct);
        if (state.Note(report, unit.Now)) LogCondition(siteCode, report.Condition);
        if (report.Error is not { } error) return true;

        state.Postpone(Now);
        (await NextAsync(unit, siteCode, ct))?.Postpone(error);
        return false;
    }

    /// <summary>False when the queue is empty, or waits now.</summary>
    private async Task<bool> SendNextAsync(PrinterLink link, Printer printer, CancellationToken ct)
    {
        if (await database.WriteAsync(unit => BeginAsync(unit, printer.SiteCode, ct), ct) is not { } job) return false;

        var bytes = await RenderAsync(job, printer, ct);
        CrashPoints.Reach("before-print");
        var result = await link.PrintAsync(bytes, ct);
        CrashPoints.Reach("after-print");
        await database.WriteAsync(unit => NoteResultAsync(unit, job, result, ct), ct);
        return result.Doubt is null;
    }

    private async Task<PrintJob?> BeginAsync(Unit<KitchenDbContext> unit, string siteCode, CancellationToken ct)
    {
        var state = await unit.Db.PrinterStates.SingleAsync(s => s.SiteCode == siteCode, ct);
        if (state.HeldBy != self || await NextAsync(unit, siteCode, ct) is not { } job) return null;

        state.Hold(self, Now + options.Value.HoldFor);
        job.Begin();
        return job;
    }

    private async Task<byte[]> RenderAsync(PrintJob job, Printer printer, CancellationToken ct)
    {
        await using var db = database.Read();
        var ticket = await db.Tickets.SingleAsync(t => t.Id == job.TicketId, ct);
        var slip = await slips.MakeAsync(db, ticket, job.Copy, mayBeDouble: job.InPlaceOf is not null, ct);
        return EscPosSlip.Render(slip, Paper.OfWidth(printer.WidthMm)!);
    }

    private async Task<bool> NoteResultAsync(Unit<KitchenDbContext> unit, PrintJob begun, PrintResult result, CancellationToken ct)
    {
        var state = await unit.Db.PrinterStates.SingleAsync(s => s.SiteCode == begun.SiteCode, ct);
        var job = await unit.Db.PrintJobs.SingleAsync(j => j.Id == begun.Id, ct);
        // Somebody settled it meanwhile: what they said stands.
        if (job.State != PrintJobState.Printing) return false;

        if (state.Note(result.Printer, unit.Now)) LogCondition(job.SiteCode, result.Printer.Condition);
        if (result.Doubt is { } doubt)
        {
            job.Doubt(doubt);
            LogUncertain(job.TicketCode, job.SiteCode, doubt);
            return true;
        }

        job.Send(unit.Now, result.Confirmed);
        state.NotePrinted(unit.Now);
        await unit.PublishPrintedAsync(job, ct);
        return true;
    }

    private async Task<bool> ReleaseAsync(Unit<KitchenDbContext> unit, string siteCode, CancellationToken ct)
    {
        var state = await unit.Db.PrinterStates.SingleAsync(s => s.SiteCode == siteCode, ct);
        if (state.HeldBy == self) state.Release();
        return true;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Nobody knows whether ticket {Ticket} was printed at {Site}: {Reason}")]
    private partial void LogUncertain(string ticket, string site, string reason);

    [LoggerMessage(Level = LogLevel.Information, Message = "The printer of {Site} is {Condition}")]
    private partial void LogCondition(string site, PrinterCondition condition);
}
