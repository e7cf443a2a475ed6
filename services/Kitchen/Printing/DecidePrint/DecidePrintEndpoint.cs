using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing.DecidePrint;

/// <param name="Decision"><c>printed</c> or <c>print-again</c> for an uncertain ticket, <c>withdraw</c> for a waiting one.</param>
internal sealed record DecidePrintRequest(string? Decision);

internal sealed record PrintIsNotUncertain() : RuleRefused("kitchen.print-not-uncertain")
{
    public override string? Detail => "这张小票的打印结果已经清楚了，不需要再判断。要再打一张，请用“补打”。";
}

internal sealed record PrintIsNotWaiting() : RuleRefused("kitchen.print-not-waiting")
{
    public override string? Detail => "这张小票已经不在排队了，撤不回来。";
}

/// <summary>
/// Of a ticket that may be on paper or not, staff say that it is, or have it printed again in its place as 补打. The queue then goes
/// on. A ticket that still waits may be withdrawn. The same decision twice changes nothing.
/// </summary>
internal static class DecidePrintEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapPost("/print-jobs/{id:long}/decision", HandleAsync)
        .WithName("Kitchen_DecidePrint").WithSummary("Say whether an uncertain ticket was printed, or withdraw a waiting one").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404).ProducesProblem(422);

    private static async Task<Results<Ok<PrintJobView>, ProblemHttpResult>> HandleAsync(
        long id, DecidePrintRequest request, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var decision = check.OptionalWord<PrintDecision>("decision", request.Decision);
        check.That(request.Decision is not null, "decision", "is printed, print-again or withdraw");
        if (check.Failed) return check.Error.ToProblem();

        var decided = await database.WriteAsync(unit => DecideAsync(unit, id, decision!.Value, caller, ct), ct);
        return decided.Match<Results<Ok<PrintJobView>, ProblemHttpResult>>(job => TypedResults.Ok(PrintJobView.Of(job)), error => error.ToProblem());
    }

    private static async Task<Result<PrintJob>> DecideAsync(
        Unit<KitchenDbContext> unit, long id, PrintDecision decision, Caller caller, CancellationToken ct)
    {
        var job = await unit.Db.PrintJobs.SingleOrDefaultAsync(j => j.Id == id, ct);
        if (job is null || !await unit.Db.MayWorkForAsync(caller, job.SiteCode, ct)) return new Absent();
        if (job.Decision == decision) return job;
        if (decision == PrintDecision.Withdraw && job.State != PrintJobState.Queued) return new PrintIsNotWaiting();
        if (decision != PrintDecision.Withdraw && job.State != PrintJobState.Uncertain) return new PrintIsNotUncertain();

        job.Decide(decision, caller.Id, unit.Now);
        if (decision == PrintDecision.Printed)
            await unit.PublishPrintedAsync(job, ct);
        if (decision == PrintDecision.PrintAgain)
            unit.QueuePrints(job.SiteCode, [await unit.Db.Tickets.SingleAsync(t => t.Id == job.TicketId, ct)], job.RunId, caller.Id, job.InPlaceOf ?? job.Id);
        return job;
    }
}
