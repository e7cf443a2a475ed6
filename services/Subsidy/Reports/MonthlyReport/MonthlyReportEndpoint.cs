using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Reports.MonthlyReport;

internal enum ReportGrouping { Site, Community, Tier, Day, Channel }

/// <summary>Subsidised meals of a month that were received, or kept as no-shows. Fen.</summary>
/// <param name="Key">The site's code, the community, scheme and tier, the day, the channel.</param>
/// <param name="FoodFen">Food before any subsidy.</param>
/// <param name="SubsidyFen">What residents paid less.</param>
/// <param name="OwnFen">What residents paid themselves, delivery included.</param>
/// <param name="OperatorFen">Paid to the site beside that.</param>
internal sealed record ReportLine(string Key, long Meals, long FoodFen, long SubsidyFen, long OwnFen, long OperatorFen);

internal sealed record MonthReport(string Month, ReportGrouping GroupBy, IReadOnlyList<ReportLine> Items, ReportLine Total, string? Next);

/// <summary>The month's subsidy of the caller's subdistrict.</summary>
internal static class MonthlyReportEndpoint
{
    public static void MapMonthlyReport(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/report", HandleAsync)
            .WithName("Subsidy_Report").WithSummary("A month's meals and subsidy, grouped")
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<MonthReport>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? month = null, string? groupBy = null)
    {
        var check = new Check();
        var number = MonthNumber.Of(check.Month("month", month));
        var grouping = check.OptionalWord<ReportGrouping>("groupBy", groupBy) ?? ReportGrouping.Site;
        if (check.Failed)
            return check.Error.ToProblem();

        await using var db = database.Read();
        var meals = db.Decisions.Where(d =>
            d.Subdistrict == caller.Subdistrict && d.Month == number && d.State == DecisionState.Consumed && (d.ConsumedFen > 0 || d.ConsumedOperatorFen > 0));
        var lines = await LinesAsync(db, meals, grouping, ct);
        var total = Line("total", await meals.GroupBy(_ => 1).Select(Sums<int>()).SingleOrDefaultAsync(ct));
        return TypedResults.Ok(new MonthReport(month!, grouping, lines, total, null));
    }

    private static Task<IReadOnlyList<ReportLine>> LinesAsync(SubsidyDbContext db, IQueryable<Decision> meals, ReportGrouping grouping, CancellationToken ct) =>
        grouping switch
        {
            ReportGrouping.Site => ByAsync(meals.GroupBy(d => d.SiteCode), key => key, ct),
            ReportGrouping.Community => ByAsync(meals.GroupBy(d => d.Community), key => key ?? "", ct),
            ReportGrouping.Day => ByAsync(meals.GroupBy(d => d.ServiceDate), LocalDatePattern.Iso.Format, ct),
            ReportGrouping.Channel => ByAsync(meals.GroupBy(d => d.Channel), Json.Word, ct),
            ReportGrouping.Tier => ByTierAsync(db, meals, ct),
        };

    private static async Task<IReadOnlyList<ReportLine>> ByAsync<TKey>(
        IQueryable<IGrouping<TKey, Decision>> groups, Func<TKey, string> name, CancellationToken ct)
    {
        var sums = await groups.Select(Sums<TKey>()).ToListAsync(ct);
        return [.. sums.Select(sum => Line(name(sum.Key), sum)).OrderBy(line => line.Key, StringComparer.Ordinal)];
    }

    /// <summary>A meal with grants of two schemes stands under both tiers; own share is then what is left after all of them.</summary>
    private static async Task<IReadOnlyList<ReportLine>> ByTierAsync(SubsidyDbContext db, IQueryable<Decision> meals, CancellationToken ct)
    {
        var sums = await meals
            .SelectMany(d => d.Rights.Where(r => r.Status == RightStatus.Consumed), (d, r) => new
            {
                r.Scheme,
                r.Tier,
                d.FoodFen,
                OwnFen = d.FoodFen + d.DeliveryFeeFen - d.ConsumedFen,
                SubsidyFen = r.Payee == Payee.Resident ? r.AmountFen : 0,
                OperatorFen = r.Payee == Payee.Operator ? r.AmountFen : 0,
            })
            .GroupBy(m => new { m.Scheme, m.Tier })
            .Select(g => new
            {
                g.Key,
                Meals = g.LongCount(),
                Food = g.Sum(m => m.FoodFen),
                Subsidy = g.Sum(m => m.SubsidyFen),
                Own = g.Sum(m => m.OwnFen),
                Operator = g.Sum(m => m.OperatorFen),
            })
            .ToListAsync(ct);
        return
        [
            .. sums.Select(s => new ReportLine($"{s.Key.Scheme} {s.Key.Tier}", s.Meals, s.Food, s.Subsidy, s.Own, s.Operator))
                .OrderBy(line => line.Key, StringComparer.Ordinal),
        ];
    }

    private static System.Linq.Expressions.Expression<Func<IGrouping<TKey, Decision>, Sum<TKey>>> Sums<TKey>() => g => new Sum<TKey>(
        g.Key,
        g.LongCount(),
        g.Sum(d => d.FoodFen),
        g.Sum(d => d.ConsumedFen),
        g.Sum(d => d.FoodFen + d.DeliveryFeeFen - d.ConsumedFen),
        g.Sum(d => d.ConsumedOperatorFen));

    private static ReportLine Line<TKey>(string key, Sum<TKey>? sum) =>
        sum is null ? new ReportLine(key, 0, 0, 0, 0, 0) : new ReportLine(key, sum.Meals, sum.Food, sum.Subsidy, sum.Own, sum.Operator);

    private sealed record Sum<TKey>(TKey Key, long Meals, long Food, long Subsidy, long Own, long Operator);
}
