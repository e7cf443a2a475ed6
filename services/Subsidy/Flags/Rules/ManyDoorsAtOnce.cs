namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>One rider at many residents' doors at the same moment.</summary>
internal static class ManyDoorsAtOnce
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var tour in month.Received.Where(m => m is { RiderKey: not null, DeliveredAt: not null }).GroupBy(m => (m.RiderKey, m.ServiceDate)))
        {
            // A couple's two meals are one door.
            var doors = tour.OrderBy(m => m.DeliveredAt).DistinctBy(m => m.ResidentId).ToList();
            var meals = Bursts.Of(doors, m => m.DeliveredAt!.Value, limits["doors"], limits["seconds"]).ToList();
            if (meals.Count == 0)
                continue;
            var (from, to) = (month.Clock(meals[0].DeliveredAt!.Value), month.Clock(meals[^1].DeliveredAt!.Value));
            yield return new Finding(
                $"{tour.Key.RiderKey}/{MonthFacts.Day(tour.Key.ServiceDate)}", meals[^1].SiteCode,
                $"同一骑手 {MonthFacts.Day(tour.Key.ServiceDate)} {from} 到 {to} 之间给 {meals.Count} 位老人点了送达",
                $"One rider reported {meals.Count} deliveries at different doors between {from} and {to} on {MonthFacts.Day(tour.Key.ServiceDate)}",
                meals);
        }
    }
}
