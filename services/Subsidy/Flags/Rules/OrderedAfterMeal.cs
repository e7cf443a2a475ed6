using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>An order that was only placed after its meal had been served: entered to have the subsidy, not to be cooked.</summary>
internal static class OrderedAfterMeal
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var late in month.Received.Where(m => m.Channel != Fulfilment.DineIn && IsLate(month, m, limits["minutes"])).GroupBy(m => (m.SiteCode, m.ServiceDate, m.MealPeriod)))
        {
            var meals = late.OrderBy(m => m.PlacedAt).ToList();
            yield return new Finding(
                $"{late.Key.SiteCode}/{MonthFacts.Day(late.Key.ServiceDate)}/{late.Key.MealPeriod}", late.Key.SiteCode,
                $"{month.NameOf(late.Key.SiteCode)} {MonthFacts.Day(late.Key.ServiceDate)} 有 {meals.Count} 份订单在供餐结束后才下，最晚 {month.Clock(meals[^1].PlacedAt)}",
                $"{meals.Count} orders at {late.Key.SiteCode} for {MonthFacts.Day(late.Key.ServiceDate)} were placed after the meal was over, the last at {month.Clock(meals[^1].PlacedAt)}",
                meals);
        }
    }

    private static bool IsLate(MonthFacts month, Meal meal, int minutes) =>
        month.Sites.GetValueOrDefault(meal.SiteCode)?.Serving.FirstOrDefault(s => s.MealPeriod == meal.MealPeriod) is { } serving
        && month.LocalOf(meal.PlacedAt) > (meal.ServiceDate + serving.To).PlusMinutes(minutes);
}
