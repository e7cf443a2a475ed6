using MealDispatch.Contracts;
using MealDispatch.Subsidy.Residents;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// A meal received on a day on which, as it is known today, the resident had died, moved away or was paused (in hospital). At the
/// order that was not known yet: the engine refuses what it knows. Lunch before leaving for hospital, and dinner back at home, lie on the
/// first and the last of those days and are nobody's fault.
/// </summary>
internal static class UsedAfter
{
    public static Func<MonthFacts, Thresholds, IEnumerable<Finding>> Status(ResidentStatus status, string zh, string en) => (month, limits) =>
        month.Received.Where(m => IsAfter(month, m, status, limits["graceDays"])).GroupBy(m => m.ResidentId).Select(resident =>
        {
            var meals = resident.OrderBy(m => m.ReceivedAt).ToList();
            return new Finding(
                $"{resident.Key}", meals[^1].SiteCode,
                $"老人登记为{zh}之后仍有 {meals.Count} 份补贴餐，最近一份在 {MonthFacts.Day(meals[^1].ServiceDate)}（{month.NameOf(meals[^1].SiteCode)}）",
                $"{meals.Count} subsidised meals after the resident {en}, the last on {MonthFacts.Day(meals[^1].ServiceDate)} at {meals[^1].SiteCode}",
                meals);
        });

    private static bool IsAfter(MonthFacts month, Meal meal, ResidentStatus status, int graceDays) =>
        month.Statuses.TryGetValue(meal.ResidentId, out var periods)
        && ResidentCopy.PeriodOn(meal.ServiceDate, periods) is { } period
        && period.Status == status
        && !(period.From is { } from && meal.ServiceDate < from.PlusDays(graceDays))
        && !(period.To is { } to && meal.ServiceDate > to.PlusDays(-graceDays));
}
