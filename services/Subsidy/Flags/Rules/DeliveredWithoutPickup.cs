using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Reported as delivered, and nobody picked it up, or only afterwards.</summary>
internal static class DeliveredWithoutPickup
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var before = month.Now - Duration.FromMinutes(limits["graceMinutes"]);
        var odd = month.Meals.Where(m => m is { Channel: Fulfilment.Delivery, SubsidyFen: > 0, DeliveredAt: not null }
            && m.DeliveredAt < before && !(m.PickedUpAt <= m.DeliveredAt));
        foreach (var day in odd.GroupBy(m => (m.SiteCode, m.ServiceDate)))
        {
            var meals = day.OrderBy(m => m.DeliveredAt).ToList();
            yield return new Finding(
                $"{day.Key.SiteCode}/{MonthFacts.Day(day.Key.ServiceDate)}", day.Key.SiteCode,
                $"{month.NameOf(day.Key.SiteCode)} {MonthFacts.Day(day.Key.ServiceDate)} 有 {meals.Count} 份送餐报了送达，却没有取餐记录，或取餐晚于送达",
                $"{meals.Count} deliveries from {day.Key.SiteCode} on {MonthFacts.Day(day.Key.ServiceDate)} were delivered without a pickup before",
                meals);
        }
    }
}
