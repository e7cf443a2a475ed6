using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing.ListPrintJobs;

/// <summary>The print jobs of the caller's sites, newest first.</summary>
internal static class ListPrintJobsEndpoint
{
    private sealed record Cursor(long Id);

    internal static void Map(RouteGroupBuilder group) => group.MapGet("/print-jobs", HandleAsync)
        .WithName("Kitchen_ListPrintJobs").WithSummary("Print jobs of a site").AllowRoles(Role.CanteenStaff)
        .ProducesProblem(400).ProducesProblem(404);

    private static async Task<Results<Ok<Page<PrintJobView>>, ProblemHttpResult>> HandleAsync(
        string? siteCode, string? status, string? state, int? limit, string? after, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var word = check.OptionalWord<PrintJobStatus>("status", status);
        var exactly = check.OptionalWord<PrintJobState>("state", state);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed) return check.Error.ToProblem();

        await using var db = database.Read();
        if (siteCode is not null && !await db.MayWorkForAsync(caller, siteCode, ct)) return new Absent().ToProblem();

        var sites = siteCode is null ? caller.Sites.ToList() : [siteCode];
        var jobs = db.PrintJobs.Where(j => sites.Contains(j.SiteCode));
        if (word is { } w)
        {
            List<PrintJobState> states = [.. Enum.GetValues<PrintJobState>().Where(s => PrintJob.StatusOf(s) == w)];
            jobs = jobs.Where(j => states.Contains(j.State));
        }

        if (exactly is { } e) jobs = jobs.Where(j => j.State == e);
        if (cursor is not null) jobs = jobs.Where(j => j.Id < cursor.Id);
        var rows = await jobs.OrderByDescending(j => j.Id).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(rows.ConvertAll(PrintJobView.Of).ToPage(take, j => new Cursor(j.Id)));
    }
}
