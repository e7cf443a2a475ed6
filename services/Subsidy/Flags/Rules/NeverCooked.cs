using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Ordered meals that were received although the kitchen never printed nor packed them: more were paid for than were cooked. A kitchen
/// that mostly works without tickets, and a day on which no ticket came out at all, say nothing.
/// </summary>
internal static class NeverCooked
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var site in month.Received.Where(m => m.Channel != Fulfilment.DineIn).GroupBy(m => m.SiteCode))
        {
            var ordered = site.GroupBy(m => (m.ServiceDate, m.MealPeriod)).Where(day => day.Any(m => m.CookedAt is not null)).SelectMany(day => day).ToList();
            var meals = ordered.Where(m => m.CookedAt is null).OrderBy(m => m.ReceivedAt).ToList();
            if (meals.Count < limits["meals"] || meals.Count * 100 < ordered.Count * limits["percent"] || ordered.Count * 2 < site.Count() || meals.Count * 4 > ordered.Count * 3)
                continue;
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {meals.Count} 份预订餐记为已领取或送达，后厨却没有打印小票、也没有装餐记录",
                $"{meals.Count} ordered meals at {site.Key} were received although the kitchen neither printed nor packed them",
                meals);
        }
    }
}
