using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Nobody looked: many visits reported one after the other within seconds, or all of a month's reports at the very moment of
/// delivery, and every one of them "well".
/// </summary>
internal static class AllWell
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var visits = month.Received.Where(m => m is { VisitAt: not null, VisitLevel: not null }).GroupBy(m => m.RiderKey ?? m.SiteCode);
        foreach (var rider in visits)
        {
            var reports = rider.OrderBy(m => m.VisitAt).ToList();
            if (reports.Any(m => m.VisitLevel != WelfareLevel.Well))
                continue;
            var atOnce = Bursts.Of(reports, m => m.VisitAt!.Value, limits["reports"], limits["seconds"]).ToList();
            foreach (var day in atOnce.GroupBy(m => m.ServiceDate))
                yield return Finding(month, $"{rider.Key}/{MonthFacts.Day(day.Key)}", [.. day], "几秒钟内连续上报", "one after the other within seconds");
            var delay = Duration.FromSeconds(limits["instantSeconds"]);
            if (reports.Count >= limits["instantReports"] && reports.All(m => m.VisitAt <= m.DeliveredAt + delay))
                yield return Finding(month, rider.Key, reports, "一点送达就上报", "at the moment of delivery");
        }
    }

    private static Finding Finding(MonthFacts month, string key, IReadOnlyList<Meal> meals, string zh, string en) => new(
        key, meals[^1].SiteCode,
        $"{meals.Count} 次探访全部报“平安”，都是{zh}，最近一次 {MonthFacts.Day(meals[^1].ServiceDate)} {month.Clock(meals[^1].VisitAt!.Value)}",
        $"All {meals.Count} visits reported as well, {en}, the last on {MonthFacts.Day(meals[^1].ServiceDate)} at {month.Clock(meals[^1].VisitAt!.Value)}",
        meals);
}
