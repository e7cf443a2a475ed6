using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace MealDispatch.Subsidy.Reports.ReadReport;

/// <param name="From">The first month, inclusive.</param>
/// <param name="To">The last month, inclusive.</param>
/// <param name="Total">Of all that the filter holds, each meal once: where a meal has several tiers or funders, the lines' meals, food and own
/// shares add up to more.</param>
internal sealed record ReportAnswer(YearMonth From, YearMonth To, ReportGrouping GroupBy, IReadOnlyList<ReportLine> Items, ReportLine Total, string? Next);

/// <summary>What the caller's subdistrict pays, by service date; as JSON and as files of exactly the same lines.</summary>
internal static class ReadReportEndpoint
{
    private static readonly string[] Head =
    [
        "分组", "名称", "餐数", "餐费（元）", "居民补贴（元）", "个人付（元）", "运营补贴（元）", "待结算（元）", "已结算（元）", "预留（元）", "已追回（元）",
    ];

    public static void MapReadReport(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/report", HandleAsync)
            .WithName("Subsidy_Report").WithSummary("Meals and subsidy by month, day, site, community, tier, channel or funder; filters combine")
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);
        routes.MapSheets(
                "/api/subsidy/report", "Subsidy_Report", "The report's lines",
                format => ([AsParameters] MealQuery query, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? groupBy = null) =>
                    ExportAsync(format, query, groupBy, caller, database, ct))
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<ReportAnswer>, ProblemHttpResult>> HandleAsync(
        [AsParameters] MealQuery query, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? groupBy = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var (filter, grouping) = Read(check, query, groupBy);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();

        await using var db = database.Read();
        var report = await MealReport.OfAsync(db, own, filter, grouping, ct);
        var rest = (await report.LinesAsync(db, ct)).Where(line => cursor is null || string.CompareOrdinal(line.Key, cursor.Key) > 0);
        var page = rest.Take(take + 1).ToList().ToPage(take, line => new Cursor(line.Key));
        return TypedResults.Ok(new ReportAnswer(filter.First, filter.Last, grouping, page.Items, report.Total, page.Next));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, MealQuery query, string? groupBy, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var (filter, grouping) = Read(check, query, groupBy);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();

        await using var db = database.Read();
        var lines = await (await MealReport.OfAsync(db, own, filter, grouping, ct)).LinesAsync(db, ct);
        return format.Answer(new Sheet(filter.Months, Head, lines.Select(RowOf)), $"report-{filter.Months}-by-{Json.Word(grouping)}", ct);
    }

    private static (MealFilter Filter, ReportGrouping Grouping) Read(Check check, MealQuery query, string? groupBy) =>
        (query.Read(check), check.OptionalWord<ReportGrouping>("groupBy", groupBy) ?? ReportGrouping.Site);

    private static IReadOnlyList<SheetCell> RowOf(ReportLine l) =>
    [
        l.Key, l.Name, l.Meals, SheetCell.Yuan(l.FoodFen), SheetCell.Yuan(l.SubsidyFen), SheetCell.Yuan(l.OwnFen), SheetCell.Yuan(l.OperatorFen),
        SheetCell.Yuan(l.GrantedFen), SheetCell.Yuan(l.SettledFen), SheetCell.Yuan(l.ReservedFen), SheetCell.Yuan(l.ClawedBackFen),
    ];

    private sealed record Cursor(string Key);
}
