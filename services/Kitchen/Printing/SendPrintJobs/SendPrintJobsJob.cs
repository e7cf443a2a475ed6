using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Slips;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Printing.SendPrintJobs;

/// <summary>
/// Takes queued print jobs and sends them, each printer's in order, printers side by side. A job is claimed first; one whose
/// printer does not answer is tried again after a growing pause, six times in all.
/// </summary>
internal sealed class SendPrintJobsJob(
    Database<KitchenDbContext> database, SlipMaker slips, PrinterConnection connection, IClock clock, TimeProvider time) : IJob
{
    private const int MaxAttempts = 6;
    private const int JobsPerRun = 200;
    private static readonly TimeSpan ClaimFor = TimeSpan.FromSeconds(60);

    private sealed record Claim(long JobId, Guid TicketId, int Copy, bool MayHavePrinted);

    public TimeSpan Every => TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        var now = time.GetUtcNow().UtcDateTime;
        var due = await db.PrintJobs.Where(j => j.Status == PrintJobStatus.Queued && j.NextAttemptAt <= now)
            .OrderBy(j => j.Id).Take(JobsPerRun).Select(j => new { j.Id, j.SiteCode, j.QueuedAt }).ToListAsync(ct);
        KitchenMetrics.PrintQueueAge.Record(due.Count == 0 ? 0 : (clock.GetCurrentInstant() - due[0].QueuedAt).TotalSeconds);
        await Task.WhenAll(due.GroupBy(j => j.SiteCode).Select(printer => SendAllAsync(printer.Key, [.. printer.Select(j => j.Id)], ct)));
    }

    private async Task SendAllAsync(string siteCode, IReadOnlyList<long> jobIds, CancellationToken ct)
    {
        foreach (var id in jobIds)
        {
            if (await database.WriteAsync(unit => ClaimAsync(unit, id, ct), ct) is not { } claim) continue;
            var outcome = await SendAsync(siteCode, claim, ct);
            await database.WriteAsync(unit => NoteAsync(unit, claim, outcome, ct), ct);
            if (outcome != PrintOutcome.Sent) return;
        }
    }

    /// <summary>Null when somebody else has it.</summary>
    private async Task<Claim?> ClaimAsync(Unit<KitchenDbContext> unit, long id, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var job = await unit.Db.PrintJobs.SingleAsync(j => j.Id == id, ct);
        if (job.Status != PrintJobStatus.Queued || job.NextAttemptAt > now) return null;

        var claim = new Claim(job.Id, job.TicketId, job.Copy, job.MayHavePrinted);
        job.Attempts++;
        job.NextAttemptAt = now + ClaimFor;
        // Until the outcome is noted nobody knows whether it reached the paper.
        job.MayHavePrinted = true;
        job.Version++;
        return claim;
    }

    private async Task<PrintOutcome> SendAsync(string siteCode, Claim claim, CancellationToken ct)
    {
        await using var db = database.Read();
        if (await db.Printers.SingleOrDefaultAsync(p => p.SiteCode == siteCode, ct) is not { } printer) return PrintOutcome.NotReached;

        var ticket = await db.Tickets.SingleAsync(t => t.Id == claim.TicketId, ct);
        var slip = await slips.MakeAsync(db, ticket, claim.Copy, claim.MayHavePrinted, ct);
        return await connection.SendAsync(printer, EscPosSlip.Render(slip, Paper.OfWidth(printer.WidthMm)!), ct);
    }

    private async Task NoteAsync(Unit<KitchenDbContext> unit, Claim claim, PrintOutcome outcome, CancellationToken ct)
    {
        var job = await unit.Db.PrintJobs.SingleAsync(j => j.Id == claim.JobId, ct);
        job.Version++;
        if (outcome == PrintOutcome.Sent)
        {
            job.Status = PrintJobStatus.Sent;
            job.SentAt = clock.GetCurrentInstant();
            job.Error = null;
            var ticket = await unit.Db.Tickets.SingleAsync(t => t.Id == job.TicketId, ct);
            unit.Publish(new TicketPrinted { OrderId = ticket.OrderId, TicketCode = job.TicketCode, Copy = job.Copy, OccurredAt = unit.Now }, job.Id);
            return;
        }

        job.MayHavePrinted = claim.MayHavePrinted || outcome == PrintOutcome.BrokeOff;
        job.Error = outcome == PrintOutcome.BrokeOff ? "printer-broke-off" : "printer-not-reached";
        if (job.Attempts >= MaxAttempts) job.Status = PrintJobStatus.Failed;
        else job.NextAttemptAt = time.GetUtcNow().UtcDateTime + TimeSpan.FromSeconds(1 << (job.Attempts - 1));
    }
}
