namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// A site's prices pile up where the subsidy is at its best (12.00 with half price and a cap of 6.00), and those of other sites do
/// not. Without another site to compare with nothing is said: a canteen may well sell one meal at one price.
/// </summary>
internal static class PriceAtBest
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var sites = month.Received.Where(m => m.BestPrices.Count > 0).GroupBy(m => m.SiteCode).Where(g => g.Count() >= limits["meals"])
            .Select(g => (Site: g.Key, Count: g.Count(), Piled: g.Where(m => IsAtBest(m, limits["toleranceFen"])).OrderBy(m => m.PlacedAt).ToList())).ToList();
        foreach (var (site, count, piled) in sites)
        {
            var others = sites.Where(s => s.Site != site).Select(s => s.Piled.Count * 100 / s.Count).Order().ToList();
            var percent = piled.Count * 100 / count;
            if (others.Count == 0 || percent < limits["percent"] || percent < others[others.Count / 2] + limits["pointsAbove"])
                continue;
            yield return new Finding(
                site, site,
                $"{month.NameOf(site)} {count} 份补贴餐中有 {percent}% 的餐价正好能拿满补贴，其他助餐点约为 {others[others.Count / 2]}%",
                $"{percent}% of {count} subsidised meals at {site} cost just what brings the most subsidy; at other sites about {others[others.Count / 2]}%",
                piled);
        }
    }

    private static bool IsAtBest(Meal meal, int tolerance) => meal.BestPrices.Any(best => meal.FoodFen >= best && meal.FoodFen <= best + tolerance);
}
