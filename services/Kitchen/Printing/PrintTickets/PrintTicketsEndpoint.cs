using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Batches;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Tickets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing.PrintTickets;

/// <summary>
/// Prints a ticket, or a batch's tickets, on the kitchen's printer; for staff of a dining table on the table's own where it
/// has one. Answers with the jobs; a worker sends them.
/// </summary>
internal static class PrintTicketsEndpoint
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/tickets/{idOrCode}/print", PrintTicketAsync)
            .WithName("Kitchen_PrintTicket").WithSummary("Print a ticket").AllowRoles(Role.CanteenStaff).ProducesProblem(404).ProducesProblem(422);
        group.MapPost("/batches/{id:guid}/print", PrintBatchAsync)
            .WithName("Kitchen_PrintBatch").WithSummary("Print a batch's tickets").AllowRoles(Role.CanteenStaff).ProducesProblem(404).ProducesProblem(422);
    }

    private static Task<Results<Accepted<Page<PrintJobView>>, ProblemHttpResult>> PrintTicketAsync(
        string idOrCode, Caller caller, HttpContext http, Database<KitchenDbContext> database, TimeProvider time, CancellationToken ct) =>
        QueueAsync(http, caller, database, time, async unit => await unit.Db.FindTicketAsync(idOrCode, caller, ct) switch
        {
            null => new Absent(),
            { Number: null } => new BatchStillOpen(),
            var ticket => new List<Ticket> { ticket },
        }, ct);

    private static Task<Results<Accepted<Page<PrintJobView>>, ProblemHttpResult>> PrintBatchAsync(
        Guid id, Caller caller, HttpContext http, Database<KitchenDbContext> database, TimeProvider time, CancellationToken ct) =>
        QueueAsync(http, caller, database, time, async unit =>
        {
            var batch = await unit.Db.Batches.SingleOrDefaultAsync(b => b.Id == id, ct);
            var tickets = await unit.Db.Tickets.Where(t => t.BatchId == id).Where(SiteAccess.VisibleTo(caller)).OrderBy(t => t.Number).ToListAsync(ct);
            if (batch is null || (tickets.Count == 0 && !caller.WorksAt(batch.KitchenSiteCode))) return new Absent();
            if (batch.Status == BatchStatus.Open) return new BatchStillOpen();
            return tickets.Where(t => t.Number is not null && t.Status != TicketStatus.Voided).ToList();
        }, ct);

    private static async Task<Results<Accepted<Page<PrintJobView>>, ProblemHttpResult>> QueueAsync(
        HttpContext http, Caller caller, Database<KitchenDbContext> database, TimeProvider time,
        Func<Unit<KitchenDbContext>, Task<Result<List<Ticket>>>> find, CancellationToken ct)
    {
        var key = IdempotencyKey.Of(http, caller, "print");
        if (key.Failed) return key.Error.ToProblem();

        var jobs = await database.WriteAsync(async unit =>
        {
            var tickets = await find(unit);
            if (tickets.Failed) return tickets.Error;
            var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
            if (repeat.Failed) return repeat.Error;
            return repeat.Value is { } run
                ? await unit.Db.PrintJobs.Where(j => j.RunId == Guid.Parse(run)).OrderBy(j => j.Id).ToListAsync(ct)
                : await QueueAsync(unit, caller, tickets.Value, key.Value, time, ct);
        }, ct);
        return jobs.Match<Results<Accepted<Page<PrintJobView>>, ProblemHttpResult>>(
            rows => TypedResults.Accepted("/api/kitchen/print-jobs", new Page<PrintJobView>(rows.ConvertAll(PrintJobView.Of), null)),
            error => error.ToProblem());
    }

    private static async Task<Result<List<PrintJob>>> QueueAsync(
        Unit<KitchenDbContext> unit, Caller caller, List<Ticket> tickets, IdempotencyKey? key, TimeProvider time, CancellationToken ct)
    {
        if (tickets.Count == 0) return new List<PrintJob>();
        if (await PrinterForAsync(unit.Db, caller, tickets[0].KitchenSiteCode, ct) is not { } siteCode) return new NoPrinter();

        var runId = Ids.New();
        unit.Db.KeepKey(key, runId.ToString(), time);
        return unit.QueuePrints(siteCode, tickets, runId, caller.Id);
    }

    private static Task<string?> PrinterForAsync(KitchenDbContext db, Caller caller, string kitchenSiteCode, CancellationToken ct)
    {
        var sites = caller.WorksAt(kitchenSiteCode) ? [kitchenSiteCode] : caller.Sites.Append(kitchenSiteCode).ToList();
        return db.Printers.Where(p => sites.Contains(p.SiteCode)).OrderBy(p => p.SiteCode == kitchenSiteCode)
            .Select(p => p.SiteCode).FirstOrDefaultAsync(ct);
    }
}
