using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using NodaTime;

namespace MealDispatch.Kitchen.Printing;

internal sealed record NoPrinter() : RuleRefused("kitchen.no-printer")
{
    public override string? Detail => "这个助餐点还没有设置打印机，可以用浏览器打印。";
}

/// <summary>A print job as people see it.</summary>
internal sealed record PrintJobView(
    long Id, string SiteCode, Guid TicketId, string TicketCode, int Copy, PrintJobStatus Status, int Attempts, string? Error, Instant QueuedAt, Instant? SentAt)
{
    internal static PrintJobView Of(PrintJob job) => new(
        job.Id, job.SiteCode, job.TicketId, job.TicketCode, job.Copy, job.Status, job.Attempts, job.Error, job.QueuedAt, job.SentAt);
}

internal static class PrintQueue
{
    /// <summary>Queues one print of each numbered ticket, in their order, within the unit.</summary>
    internal static List<PrintJob> QueuePrints(this Unit<KitchenDbContext> unit, string siteCode, IEnumerable<Ticket> tickets, Guid runId)
    {
        var jobs = tickets.Where(t => t.Code is not null).Select(t => new PrintJob
        {
            RunId = runId,
            SiteCode = siteCode,
            TicketId = t.Id,
            TicketCode = t.Code!,
            Copy = t.CountCopy(),
            NextAttemptAt = DateTime.UnixEpoch,
            QueuedAt = unit.Now,
        }).ToList();
        unit.Db.PrintJobs.AddRange(jobs);
        return jobs;
    }
}
