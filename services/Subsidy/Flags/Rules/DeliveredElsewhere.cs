using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Reported as delivered while the rider was far from the door.</summary>
internal static class DeliveredElsewhere
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var day in month.Received.Where(m => m.Channel == Fulfilment.Delivery && m.DoorMeters >= limits["meters"]).GroupBy(m => (m.SiteCode, m.ServiceDate)))
        {
            var meals = day.OrderBy(m => m.DeliveredAt).ToList();
            yield return new Finding(
                $"{day.Key.SiteCode}/{MonthFacts.Day(day.Key.ServiceDate)}", day.Key.SiteCode,
                $"{month.NameOf(day.Key.SiteCode)} {MonthFacts.Day(day.Key.ServiceDate)} 有 {meals.Count} 份送餐在离门口很远的地方点了送达，最远 {meals.Max(m => m.DoorMeters)} 米",
                $"{meals.Count} deliveries from {day.Key.SiteCode} on {MonthFacts.Day(day.Key.ServiceDate)} ended far from the door, up to {meals.Max(m => m.DoorMeters)} m",
                meals);
        }
    }
}
