namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>In a budget's last days, or the last two of them, a site takes much more out of it a day than it used to. The busiest day is left out: a festival is no rush.</summary>
internal static class BudgetRush
{
    /// <summary>Days of service before the rush that an average needs.</summary>
    private const int LeastDays = 7;

    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var budget in month.EndingBudgets)
        {
            foreach (var site in month.Received.Where(m => m.ServiceDate <= budget.LastDay).GroupBy(m => m.SiteCode))
            {
                var given = site.Select(m => (Meal: m, Fen: m.Funders.Where(f => f.Budget == budget.Code).Sum(f => f.Fen))).Where(m => m.Fen > 0).ToList();
                var shortest = Math.Min(2, limits["days"]);
                var rush = Enumerable.Range(shortest, limits["days"] - shortest + 1).Select(days => RushOf(budget, site.Key, given, days))
                    .LastOrDefault(r => r.Meals.Count >= limits["meals"] && r.Percent >= limits["percent"]);
                if (rush.Meals is null)
                    continue;
                yield return new Finding(
                    $"{budget.Code}/{site.Key}/{MonthFacts.Day(budget.LastDay)}", site.Key,
                    $"预算 {budget.Code} 最后 {rush.Days} 天，{month.NameOf(site.Key)}每天的补贴是以前的 {rush.Percent}%",
                    $"In the last {rush.Days} days of budget {budget.Code}, {site.Key} took {rush.Percent}% of what it used to take a day",
                    rush.Meals);
            }
        }
    }

    private static (int Days, long Percent, List<Meal> Meals) RushOf(EndingBudget budget, string site, List<(Meal Meal, long Fen)> given, int lastDays)
    {
        var from = budget.LastDay.PlusDays(1 - lastDays);
        var rush = given.Where(m => m.Meal.ServiceDate >= from).ToList();
        var before = given.Where(m => m.Meal.ServiceDate < from).Select(m => (Day: m.Meal.ServiceDate, m.Fen))
            .Concat(budget.Before.Where(b => b.SiteCode == site && b.Day < from).Select(b => (b.Day, b.Fen))).ToList();
        var (days, daysBefore) = (rush.Select(m => m.Meal.ServiceDate).Distinct().Count(), before.Select(b => b.Day).Distinct().Count());
        var counted = rush.GroupBy(m => m.Meal.ServiceDate).Select(day => day.Sum(m => m.Fen)).Order().Take(Math.Max(1, days - 1)).ToList();
        var percent = days == 0 || daysBefore < LeastDays ? 0 : counted.Sum() * 100 * daysBefore / (before.Sum(b => b.Fen) * counted.Count);
        return (days, percent, [.. rush.Select(m => m.Meal).OrderBy(m => m.PlacedAt)]);
    }
}
