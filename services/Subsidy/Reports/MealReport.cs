using System.Linq.Expressions;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Reports;

internal enum ReportGrouping { Month, Day, Site, Community, Tier, Channel, Funder }

/// <summary>
/// A group of meals by service date. The first numbers are of meals that were received, or kept as no-shows, and not clawed back. Fen.
/// </summary>
/// <param name="Key">The month, the day, the site's code, the community (<c>-</c>: not known), scheme and tier, the channel, the budget.</param>
/// <param name="Name">The site's name; else the key.</param>
/// <param name="FoodFen">Food before any subsidy.</param>
/// <param name="SubsidyFen">What residents paid less.</param>
/// <param name="OwnFen">What residents paid themselves, delivery included.</param>
/// <param name="OperatorFen">Paid to the site beside that.</param>
/// <param name="GrantedFen">Of both, what no approved settlement has yet.</param>
/// <param name="SettledFen">Of both, what approved settlements have.</param>
/// <param name="ReservedFen">Promised to orders that are open still.</param>
/// <param name="ClawedBackFen">Kept once and taken back since, to residents and operators.</param>
internal sealed record ReportLine(
    string Key, string Name, long Meals, long FoodFen, long SubsidyFen, long OwnFen, long OperatorFen, long GrantedFen, long SettledFen, long ReservedFen,
    long ClawedBackFen);

/// <summary>
/// Adds up a subdistrict's meals. Whole meals and tiers are added up by the database; where parts of grants count, and for the few that
/// are open or clawed back, meal by meal here.
/// </summary>
internal sealed class MealReport
{
    private readonly MealFilter filter;
    private readonly ReportGrouping grouping;
    private readonly Dictionary<string, ReportSum> lines = new(StringComparer.Ordinal);
    private readonly ReportSum total = new();

    private MealReport(MealFilter filter, ReportGrouping grouping) => (this.filter, this.grouping) = (filter, grouping);

    /// <summary>Each meal once, also where it stands under several keys.</summary>
    public ReportLine Total => total.ToLine("total", "total");

    public static async Task<MealReport> OfAsync(SubsidyDbContext db, string subdistrict, MealFilter filter, ReportGrouping grouping, CancellationToken ct)
    {
        var report = new MealReport(filter, grouping);
        var meals = filter.Of(db.Decisions.Where(d => d.Subdistrict == subdistrict));
        var kept = meals.Where(MealFilter.Is(MealMoney.Kept));
        if (filter.IsAboutGrants || grouping is ReportGrouping.Funder)
            await report.AddAsync(kept, ct);
        else if (grouping is ReportGrouping.Tier)
            await report.AddTiersAsync(kept, ct);
        else
            await report.AddSumsAsync(kept, ct);
        await report.AddAsync(meals.Where(MealFilter.Is(MealMoney.Reserved)), ct);
        await report.AddAsync(ClawedBack(db, subdistrict, filter).Join(meals, id => id, d => d.Id, (_, d) => d), ct);
        return report;
    }

    /// <summary>In the order of their keys.</summary>
    public async Task<IReadOnlyList<ReportLine>> LinesAsync(SubsidyDbContext db, CancellationToken ct)
    {
        var codes = lines.Keys.ToList();
        var names = grouping == ReportGrouping.Site
            ? await SiteCopy.NamesAsync(db, codes, ct)
            : [];
        return [.. lines.OrderBy(l => l.Key, StringComparer.Ordinal).Select(l => l.Value.ToLine(l.Key, names.GetValueOrDefault(l.Key, l.Key)))];
    }

    /// <summary>By their own table, which is short: the month's meals need not be looked through for them.</summary>
    private static IQueryable<Guid> ClawedBack(SubsidyDbContext db, string subdistrict, MealFilter filter)
    {
        var (start, end) = (filter.First.OnDayOfMonth(1), filter.Last.OnDayOfMonth(1).PlusMonths(1));
        return db.ClawBacks
            .Where(c => c.Subdistrict == subdistrict && c.Status == ClawBackStatus.Approved && c.ServiceDate >= start && c.ServiceDate < end)
            .Select(c => c.DecisionId);
    }

    private async Task AddAsync(IQueryable<Decision> meals, CancellationToken ct)
    {
        await foreach (var meal in MealGrants.Of(meals).AsAsyncEnumerable().WithCancellation(ct))
        {
            var parts = filter.PartsOf(meal, grouping == ReportGrouping.Funder).ToList();
            if (parts.Count == 0 || meal.Money is not { } money)
                continue;
            total.Add(meal, money, parts);
            foreach (var group in parts.GroupBy(part => KeyOf(meal, part)))
                LineOf(group.Key).Add(meal, money, group);
        }
    }

    private string KeyOf(MealGrants meal, GrantPart part) => grouping switch
    {
        ReportGrouping.Month => MonthKey(MonthNumber.Of(meal.ServiceDate)),
        ReportGrouping.Day => LocalDatePattern.Iso.Format(meal.ServiceDate),
        ReportGrouping.Site => meal.SiteCode,
        ReportGrouping.Community => meal.Community ?? MealFilter.NoCommunity,
        ReportGrouping.Tier => part.Tier.ToString(),
        ReportGrouping.Channel => Json.Word(meal.Channel),
        ReportGrouping.Funder => part.Funder!,
    };

    private Task AddSumsAsync(IQueryable<Decision> kept, CancellationToken ct) => grouping switch
    {
        ReportGrouping.Month => AddSumsAsync(kept.GroupBy(d => d.Month), MonthKey, ct),
        ReportGrouping.Day => AddSumsAsync(kept.GroupBy(d => d.ServiceDate), LocalDatePattern.Iso.Format, ct),
        ReportGrouping.Site => AddSumsAsync(kept.GroupBy(d => d.SiteCode), key => key, ct),
        ReportGrouping.Community => AddSumsAsync(kept.GroupBy(d => d.Community), key => key ?? MealFilter.NoCommunity, ct),
        ReportGrouping.Channel => AddSumsAsync(kept.GroupBy(d => d.Channel), Json.Word, ct),
        ReportGrouping.Tier or ReportGrouping.Funder => throw new InvalidOperationException("A meal may stand under several of them"),
    };

    private async Task AddSumsAsync<TKey>(IQueryable<IGrouping<TKey, Decision>> groups, Func<TKey, string> key, CancellationToken ct)
    {
        foreach (var sum in await groups.Select(Sum<TKey>.Of).ToListAsync(ct))
        {
            LineOf(key(sum.Key)).Add(sum);
            total.Add(sum);
        }
    }

    /// <summary>A meal stands under each of its tiers, and once in the total. Whoever has a grant of a scheme has one tier of it.</summary>
    private async Task AddTiersAsync(IQueryable<Decision> kept, CancellationToken ct)
    {
        var tiers = await kept.SelectMany(d => d.Rights.Where(r => r.Status != RightStatus.Released), (d, r) => new { d, r })
            .GroupBy(g => new { g.r.Scheme, g.r.Tier })
            .Select(g => new Sum<TierName>(
                new TierName(g.Key.Scheme, g.Key.Tier),
                g.LongCount(),
                g.Sum(x => x.d.FoodFen),
                g.Sum(x => x.r.Payee == Payee.Resident ? x.r.AmountFen : 0),
                g.Sum(x => x.d.FoodFen + x.d.DeliveryFeeFen - x.d.TotalFen),
                g.Sum(x => x.r.Payee == Payee.Operator ? x.r.AmountFen : 0),
                g.Sum(x => x.d.SettlementId == null ? 0 : x.r.AmountFen)))
            .ToListAsync(ct);
        foreach (var tier in tiers)
            LineOf(tier.Key.ToString()).Add(tier);
        foreach (var sum in await kept.GroupBy(d => d.Month).Select(Sum<int>.Of).ToListAsync(ct))
            total.Add(sum);
    }

    private ReportSum LineOf(string key)
    {
        if (!lines.TryGetValue(key, out var line))
            lines[key] = line = new ReportSum();
        return line;
    }

    private static string MonthKey(int month) => YearMonthPattern.Iso.Format(MonthNumber.ToMonth(month));
}

/// <summary>What the database added up.</summary>
internal abstract record Sum(long Meals, long Food, long Subsidy, long Own, long Operator, long Settled);

internal sealed record Sum<TKey>(TKey Key, long Meals, long Food, long Subsidy, long Own, long Operator, long Settled)
    : Sum(Meals, Food, Subsidy, Own, Operator, Settled)
{
    public static readonly Expression<Func<IGrouping<TKey, Decision>, Sum<TKey>>> Of = g => new Sum<TKey>(
        g.Key,
        g.LongCount(),
        g.Sum(d => d.FoodFen),
        g.Sum(d => d.ConsumedFen),
        g.Sum(d => d.FoodFen + d.DeliveryFeeFen - d.TotalFen),
        g.Sum(d => d.ConsumedOperatorFen),
        g.Sum(d => d.SettlementId == null ? 0 : d.ConsumedFen + d.ConsumedOperatorFen));
}

/// <summary>A line while it is added up.</summary>
internal sealed class ReportSum
{
    private long meals, food, subsidy, own, ofOperator, settled, reserved, clawedBack;

    public void Add(Sum sum)
    {
        (meals, food, subsidy) = (meals + sum.Meals, food + sum.Food, subsidy + sum.Subsidy);
        (own, ofOperator, settled) = (own + sum.Own, ofOperator + sum.Operator, settled + sum.Settled);
    }

    /// <param name="meal">Counted once here.</param>
    /// <param name="money">Where its money is.</param>
    /// <param name="parts">All that it has here.</param>
    public void Add(MealGrants meal, MealMoney money, IEnumerable<GrantPart> parts)
    {
        var (toResident, toOperator) = GrantPart.Sums(parts);
        switch (money)
        {
            case MealMoney.Reserved:
                reserved += toResident + toOperator;
                break;
            case MealMoney.ClawedBack:
                clawedBack += toResident + toOperator;
                break;
            case MealMoney.Kept or MealMoney.Granted or MealMoney.Settled:
                (meals, food, own) = (meals + 1, food + meal.FoodFen, own + meal.OwnFen);
                (subsidy, ofOperator) = (subsidy + toResident, ofOperator + toOperator);
                settled += money == MealMoney.Settled ? toResident + toOperator : 0;
                break;
        }
    }

    public ReportLine ToLine(string key, string name) => new(
        key, name, meals, food, subsidy, own, ofOperator, subsidy + ofOperator - settled, settled, reserved, clawedBack);
}
