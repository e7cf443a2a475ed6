using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Taken at a counter that was long closed or not open yet, or on a day on which the site was closed. A handful of cards an hour after
/// the last guest is odd sooner than one late guest; names typed in from a list after a power cut are not cards.
/// </summary>
internal static class OutsideServingTime
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var counter in month.Received.Where(m => m.TakenAt is not null).GroupBy(m => (m.SiteCode, m.ServiceDate, m.MealPeriod)))
        {
            var pile = counter.Where(m => !m.IsManual && IsOutside(month, m, limits["pileMinutes"])).ToList();
            var meals = counter.Where(m => IsOutside(month, m, limits["minutes"])).Union(pile.Count >= limits["pile"] ? pile : []).OrderBy(m => m.TakenAt).ToList();
            if (meals.Count == 0)
                continue;
            yield return new Finding(
                $"{counter.Key.SiteCode}/{MonthFacts.Day(counter.Key.ServiceDate)}/{counter.Key.MealPeriod}", counter.Key.SiteCode,
                $"{month.NameOf(counter.Key.SiteCode)} {MonthFacts.Day(counter.Key.ServiceDate)} 有 {meals.Count} 份补贴餐不在供餐时间领取，最早 {month.Clock(meals[0].TakenAt!.Value)}",
                $"{meals.Count} subsidised meals at {counter.Key.SiteCode} on {MonthFacts.Day(counter.Key.ServiceDate)} were taken outside of serving time, the first at {month.Clock(meals[0].TakenAt!.Value)}",
                meals);
        }
    }

    private static bool IsOutside(MonthFacts month, Meal meal, int minutes)
    {
        if (!month.Sites.TryGetValue(meal.SiteCode, out var site))
            return false;
        var taken = month.LocalOf(meal.TakenAt!.Value);
        if (site.ClosedDates.Contains(meal.ServiceDate) || taken.Date != meal.ServiceDate)
            return true;
        return site.Serving.FirstOrDefault(s => s.MealPeriod == meal.MealPeriod) is { } serving
            && (Minute(taken.TimeOfDay) < Minute(serving.From) - minutes || Minute(taken.TimeOfDay) > Minute(serving.To) + minutes);
    }

    private static int Minute(LocalTime time) => (time.Hour * 60) + time.Minute;
}
