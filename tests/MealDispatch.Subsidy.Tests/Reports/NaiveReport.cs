using System.Globalization;

namespace MealDispatch.Subsidy.Tests.Reports;

/// <summary>
/// A second program: it reads nothing but the exported ledger, line by line, and the orders as their canteen wrote them down, and adds up
/// every report anew. It shares no code with the service and knows none of its tables.
/// </summary>
internal sealed class NaiveReport
{
    /// <summary>One meal as the canteen wrote it down.</summary>
    /// <param name="Tiers">By scheme: the tier that the resident belongs to.</param>
    /// <param name="ToOperator">Accounts of the schemes that pay the site, and of the budgets that only those draw on.</param>
    internal sealed record Meal(
        Guid OrderId, string Month, string Day, string Site, string Community, string Channel, long Food, long Fee, IReadOnlyDictionary<string, string> Tiers,
        IReadOnlySet<string> ToOperator);

    internal sealed record Line(long Meals, long Food, long Subsidy, long Own, long Operator, long Granted, long Settled, long Reserved, long ClawedBack)
    {
        public static Line operator +(Line a, Line b) => new(
            a.Meals + b.Meals, a.Food + b.Food, a.Subsidy + b.Subsidy, a.Own + b.Own, a.Operator + b.Operator, a.Granted + b.Granted, a.Settled + b.Settled,
            a.Reserved + b.Reserved, a.ClawedBack + b.ClawedBack);
    }

    private sealed record Entry(string Kind, string Subdistrict, Guid? OrderId, IReadOnlyList<(string Account, long Fen)> Postings);

    private readonly Dictionary<Guid, List<Entry>> entries;

    /// <param name="ledger">The export.</param>
    /// <param name="subdistrict">Whose money.</param>
    public NaiveReport(string ledger, string subdistrict)
    {
        var own = ledger.Split('\n').Where(line => line.StartsWith("E\t", StringComparison.Ordinal)).Select(Parse).Where(e => e.Subdistrict == subdistrict).ToList();
        entries = own.Where(e => e.OrderId is not null).GroupBy(e => e.OrderId!.Value).ToDictionary(g => g.Key, g => g.ToList());
        Balances = own.SelectMany(e => e.Postings).GroupBy(p => p.Account).ToDictionary(g => g.Key, g => g.Sum(p => p.Fen));
    }

    public IReadOnlyDictionary<string, long> Balances { get; }

    /// <param name="meals">All that were ordered.</param>
    /// <param name="settled">Orders that stand on an approved statement.</param>
    /// <param name="by">The report's grouping; <c>total</c> for everything in one line.</param>
    public SortedDictionary<string, Line> Report(IEnumerable<Meal> meals, IReadOnlySet<Guid> settled, string by)
    {
        var lines = new SortedDictionary<string, Line>(StringComparer.Ordinal);
        foreach (var meal in meals)
        {
            foreach (var (key, line) in KeysOf(meal, by).Select(key => (key, LineOf(meal, settled.Contains(meal.OrderId), by, key))))
            {
                if (line != new Line(0, 0, 0, 0, 0, 0, 0, 0, 0))
                    lines[key] = lines.TryGetValue(key, out var there) ? there + line : line;
            }
        }

        return lines;
    }

    private IEnumerable<string> KeysOf(Meal meal, string by) => by switch
    {
        "total" => ["total"],
        "month" => [meal.Month],
        "day" => [meal.Day],
        "site" => [meal.Site],
        "community" => [meal.Community],
        "channel" => [meal.Channel],
        "tier" => OnSchemes(meal).Select(p => TierOf(meal, p.Account)).Distinct(),
        "funder" => Of(meal).SelectMany(e => e.Postings).Where(p => p.Account.StartsWith("budget:", StringComparison.Ordinal)).Select(p => p.Account["budget:".Length..]).Distinct(),
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, null),
    };

    private Line LineOf(Meal meal, bool isSettled, string by, string key)
    {
        var mine = by switch
        {
            "funder" => Of(meal).SelectMany(e => e.Postings.Where(p => p.Account == "budget:" + key).Select(p => (e.Kind, p.Account, Fen: -p.Fen))).ToList(),
            "tier" => OnSchemes(meal).Where(p => TierOf(meal, p.Account) == key).ToList(),
            _ => OnSchemes(meal).ToList(),
        };
        long Given(params string[] kinds) => mine.Where(p => kinds.Contains(p.Kind)).Sum(p => p.Fen);
        var kept = Given("Reserve", "Release");
        if (!Of(meal).Any(e => e.Kind is "Consume" or "Release"))
            return new Line(0, 0, 0, 0, 0, 0, 0, kept, 0);
        if (Of(meal).Any(e => e.Kind == "Reverse"))
            return new Line(0, 0, 0, 0, 0, 0, 0, 0, kept);
        if (kept == 0)
            return new Line(0, 0, 0, 0, 0, 0, 0, 0, 0);
        var toOperator = mine.Where(p => p.Kind is "Reserve" or "Release" && meal.ToOperator.Contains(p.Account)).Sum(p => p.Fen);
        return new Line(1, meal.Food, kept - toOperator, PaidBy(meal), toOperator, isSettled ? 0 : kept, isSettled ? kept : 0, 0, 0);
    }

    private IEnumerable<(string Kind, string Account, long Fen)> OnSchemes(Meal meal) =>
        Of(meal).SelectMany(e => e.Postings.Where(p => p.Account.StartsWith("reserved:", StringComparison.Ordinal)).Select(p => (e.Kind, p.Account, p.Fen)));

    /// <summary>The price less all that was granted to the resident when the order was placed.</summary>
    private long PaidBy(Meal meal) =>
        meal.Food + meal.Fee - OnSchemes(meal).Where(p => p.Kind == "Reserve" && !meal.ToOperator.Contains(p.Account)).Sum(p => p.Fen);

    private static string TierOf(Meal meal, string account) => account["reserved:".Length..] is var scheme ? $"{scheme} {meal.Tiers[scheme]}" : "";

    private List<Entry> Of(Meal meal) => entries.GetValueOrDefault(meal.OrderId, []);

    private static Entry Parse(string line)
    {
        // E number at kind subdistrict orderId decisionId cause by reason (account amount)* seal
        var f = line.Split('\t');
        var postings = new List<(string, long)>();
        for (var i = 10; i + 1 < f.Length - 1; i += 2)
            postings.Add((f[i], long.Parse(f[i + 1], CultureInfo.InvariantCulture)));
        return new Entry(f[3], f[4], f[5] == "\\N" ? null : Guid.Parse(f[5]), postings);
    }
}
