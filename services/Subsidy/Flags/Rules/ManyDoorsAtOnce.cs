namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// One rider at many residents' doors at the same moment, or again and again at doors that lie too far apart. Of a door only its
/// distance from the site is known: two doors lie at least as far apart as these differ, and those of equal distance may be one house.
/// </summary>
internal static class ManyDoorsAtOnce
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var tour in month.Received.Where(m => m is { RiderKey: not null, DeliveredAt: not null }).GroupBy(m => (m.RiderKey, m.ServiceDate)))
        {
            var doors = Doors(tour);
            var leaps = doors.Skip(1).Zip(doors, (next, last) => (Last: last, Next: next)).Where(l => IsLeap(l.Last, l.Next, limits["kmPerHour"])).ToList();
            var meals = Bursts.Of(doors, m => m.DeliveredAt!.Value, limits["doors"], limits["seconds"])
                .Concat(leaps.Count >= limits["leaps"] ? leaps.SelectMany(l => new[] { l.Last, l.Next }) : []).Distinct().OrderBy(m => m.DeliveredAt).ToList();
            if (meals.Count == 0)
                continue;
            var (from, to) = (month.Clock(meals[0].DeliveredAt!.Value), month.Clock(meals[^1].DeliveredAt!.Value));
            yield return new Finding(
                $"{tour.Key.RiderKey}/{MonthFacts.Day(tour.Key.ServiceDate)}", meals[^1].SiteCode,
                $"同一骑手 {MonthFacts.Day(tour.Key.ServiceDate)} {from} 到 {to} 之间给 {meals.Count} 位老人点了送达，来不及走这么多家门口",
                $"One rider reported {meals.Count} deliveries at different doors between {from} and {to} on {MonthFacts.Day(tour.Key.ServiceDate)}",
                meals);
        }
    }

    /// <summary>In order of time; a couple's two meals are one door, and so are neighbours who follow each other in one house.</summary>
    private static List<Meal> Doors(IEnumerable<Meal> tour)
    {
        var doors = new List<Meal>();
        foreach (var meal in tour.OrderBy(m => m.DeliveredAt).DistinctBy(m => m.ResidentId))
        {
            if (doors.Count == 0 || meal.TripMeters is null || (meal.SiteCode, meal.TripMeters) != (doors[^1].SiteCode, doors[^1].TripMeters))
                doors.Add(meal);
        }

        return doors;
    }

    private static bool IsLeap(Meal last, Meal next, int kmPerHour) =>
        last.SiteCode == next.SiteCode && last.TripMeters is { } from && next.TripMeters is { } to
        && Math.Abs(to - from) * 3.6 > kmPerHour * Math.Max(1, (next.DeliveredAt!.Value - last.DeliveredAt!.Value).TotalSeconds);
}
