using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Nobody looked: many visits reported "well" one after the other within seconds, or nearly all of a month's reports either at the very
/// moment of delivery or before the meal had even left. A rider who reports at the door and presses "delivered" afterwards did look.
/// </summary>
internal static class AllWell
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var visits = month.Received.Where(m => m is { VisitAt: not null, VisitLevel: not null }).GroupBy(m => m.RiderKey ?? m.SiteCode);
        foreach (var rider in visits)
        {
            var well = rider.Where(m => m.VisitLevel == WelfareLevel.Well).OrderBy(m => m.VisitAt).ToList();
            var atOnce = Bursts.Of(well, m => m.VisitAt!.Value, limits["reports"], limits["seconds"]).ToList();
            foreach (var day in atOnce.GroupBy(m => m.ServiceDate))
                yield return Finding(month, $"{rider.Key}/{MonthFacts.Day(day.Key)}", [.. day], "几秒钟内连续上报", "one after the other within seconds");
            var blind = well.Where(m => IsBlind(m, limits["instantSeconds"])).ToList();
            if (blind.Count >= limits["instantReports"] && blind.Count * 100 >= rider.Count() * limits["percent"])
                yield return Finding(month, rider.Key, blind, "一点送达就上报，或还没取餐就上报", "at the moment of delivery or before pickup");
        }
    }

    private static bool IsBlind(Meal meal, int seconds) =>
        meal.VisitAt < meal.PickedUpAt || (meal.VisitAt >= meal.DeliveredAt && meal.VisitAt <= meal.DeliveredAt + Duration.FromSeconds(seconds));

    private static Finding Finding(MonthFacts month, string key, IReadOnlyList<Meal> meals, string zh, string en) => new(
        key, meals[^1].SiteCode,
        $"{meals.Count} 次探访报“平安”，都是{zh}，最近一次 {MonthFacts.Day(meals[^1].ServiceDate)} {month.Clock(meals[^1].VisitAt!.Value)}",
        $"{meals.Count} visits reported as well {en}, the last on {MonthFacts.Day(meals[^1].ServiceDate)} at {month.Clock(meals[^1].VisitAt!.Value)}",
        meals);
}
