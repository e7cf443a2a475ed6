using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Kitchen.Printing;

internal sealed record NoPrinter() : RuleRefused("kitchen.no-printer")
{
    public override string? Detail => "这个助餐点还没有设置打印机，可以用浏览器打印。";
}

/// <summary>A print job as people see it.</summary>
/// <param name="Status">Of <paramref name="State"/>: <c>queued</c> for queued and printing, <c>sent</c>, <c>failed</c> for uncertain and failed.</param>
/// <param name="Confirmed">The printer, or a person, said that it is on paper.</param>
/// <param name="RequestedBy">Who asked; null for what prints by itself.</param>
internal sealed record PrintJobView(
    long Id, string SiteCode, Guid TicketId, string TicketCode, int Copy, PrintJobStatus Status, PrintJobState State, int Attempts, string? Error,
    Instant QueuedAt, Instant? SentAt, bool Confirmed, Guid? RequestedBy, PrintDecision? Decision, Guid? DecidedBy, Instant? DecidedAt)
{
    internal static PrintJobView Of(PrintJob job) => new(
        job.Id, job.SiteCode, job.TicketId, job.TicketCode, job.Copy, job.Status, job.State, job.Attempts, job.Error,
        job.QueuedAt, job.SentAt, job.Confirmed, job.RequestedBy, job.Decision, job.DecidedBy, job.DecidedAt);
}

internal static class PrintQueue
{
    /// <summary>The site's first job that is not done; what is printed again stands where its uncertain print stood.</summary>
    internal static IQueryable<PrintJob> InOrder(this IQueryable<PrintJob> jobs) => jobs.OrderBy(j => j.InPlaceOf ?? j.Id).ThenBy(j => j.Id);

    /// <summary>
    /// Queues one print of each numbered ticket, in their order, within the unit: when it commits each is queued once, when it does
    /// not, none is. <paramref name="requestedBy"/> is null for what prints by itself.
    /// </summary>
    internal static List<PrintJob> QueuePrints(
        this Unit<KitchenDbContext> unit, string siteCode, IEnumerable<Ticket> tickets, Guid runId, Guid? requestedBy = null, long? inPlaceOf = null)
    {
        var jobs = tickets.Where(t => t.Code is not null).Select(t => new PrintJob
        {
            RunId = runId,
            SiteCode = siteCode,
            TicketId = t.Id,
            TicketCode = t.Code!,
            Copy = t.CountCopy(),
            RequestedBy = requestedBy,
            InPlaceOf = inPlaceOf,
            QueuedAt = unit.Now,
        }).ToList();
        unit.Db.PrintJobs.AddRange(jobs);
        return jobs;
    }

    /// <summary>
    /// Queues the first print of each ticket of a batch that is being closed, in their order, within the unit. Past EF, with one
    /// statement: at the cutoff every kitchen of the town prints all its tickets.
    /// </summary>
    internal static async Task QueueFirstPrintsAsync(this Unit<KitchenDbContext> unit, string siteCode, Guid batchId, CancellationToken ct) =>
        await unit.Db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO print_jobs (RunId, SiteCode, TicketId, TicketCode, Copy, State, Attempts, QueuedAt, Confirmed, Version)
            SELECT {Ids.New()}, {siteCode}, Id, Code, Copies, 'queued', 0, {unit.Now.ToDateTimeUtc()}, 0, 0
            FROM tickets WHERE BatchId = {batchId} AND Status = 'to-pack' ORDER BY Number
            """,
            ct);

    /// <summary>Tells the others that a ticket is on paper.</summary>
    internal static async Task PublishPrintedAsync(this Unit<KitchenDbContext> unit, PrintJob job, CancellationToken ct)
    {
        var orderId = await unit.Db.Tickets.Where(t => t.Id == job.TicketId).Select(t => t.OrderId).SingleAsync(ct);
        unit.Publish(new TicketPrinted { OrderId = orderId, TicketCode = job.TicketCode, Copy = job.Copy, OccurredAt = unit.Now }, job.Id);
    }
}
