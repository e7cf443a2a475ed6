namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>In a budget's last days a site takes much more out of it a day than it used to.</summary>
internal static class BudgetRush
{
    /// <summary>Days of service before the rush that an average needs.</summary>
    private const int LeastDays = 7;

    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var budget in month.EndingBudgets)
        {
            var rushFrom = budget.LastDay.PlusDays(1 - limits["days"]);
            foreach (var site in month.Received.Where(m => m.ServiceDate <= budget.LastDay).GroupBy(m => m.SiteCode))
            {
                var given = site.Select(m => (Meal: m, Fen: m.Funders.Where(f => f.Budget == budget.Code).Sum(f => f.Fen))).Where(m => m.Fen > 0).ToList();
                var rush = given.Where(m => m.Meal.ServiceDate >= rushFrom).ToList();
                var before = given.Where(m => m.Meal.ServiceDate < rushFrom).Select(m => (m.Meal.ServiceDate, m.Fen))
                    .Concat(budget.Before.Where(b => b.SiteCode == site.Key && b.Day < rushFrom).Select(b => (b.Day, b.Fen))).ToList();
                var (days, daysBefore) = (rush.Select(m => m.Meal.ServiceDate).Distinct().Count(), before.Select(b => b.Item1).Distinct().Count());
                if (rush.Count < limits["meals"] || daysBefore < LeastDays)
                    continue;
                var percent = rush.Sum(m => m.Fen) * 100 * daysBefore / (before.Sum(b => b.Fen) * days);
                if (percent < limits["percent"])
                    continue;
                yield return new Finding(
                    $"{budget.Code}/{site.Key}/{MonthFacts.Day(budget.LastDay)}", site.Key,
                    $"预算 {budget.Code} 最后 {days} 天，{month.NameOf(site.Key)}每天的补贴是以前的 {percent}%",
                    $"In the last {days} days of budget {budget.Code}, {site.Key} took {percent}% of what it used to take a day",
                    [.. rush.Select(m => m.Meal).OrderBy(m => m.PlacedAt)]);
            }
        }
    }
}
