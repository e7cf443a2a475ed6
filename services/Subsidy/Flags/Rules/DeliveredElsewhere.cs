using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Reported as delivered while the rider was far from the door; or, by one rider, at many residents' doors from a distance that a wrong
/// position alone explains at one of them, but not at most.
/// </summary>
internal static class DeliveredElsewhere
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var known = month.Received.Where(m => m is { Channel: Fulfilment.Delivery, DoorMeters: not null }).ToList();
        foreach (var day in known.Where(m => m.DoorMeters >= limits["meters"]).GroupBy(m => (m.SiteCode, m.ServiceDate)))
        {
            var meals = day.OrderBy(m => m.DeliveredAt).ToList();
            yield return new Finding(
                $"{day.Key.SiteCode}/{MonthFacts.Day(day.Key.ServiceDate)}", day.Key.SiteCode,
                $"{month.NameOf(day.Key.SiteCode)} {MonthFacts.Day(day.Key.ServiceDate)} 有 {meals.Count} 份送餐在离门口很远的地方点了送达，最远 {meals.Max(m => m.DoorMeters)} 米",
                $"{meals.Count} deliveries from {day.Key.SiteCode} on {MonthFacts.Day(day.Key.ServiceDate)} ended far from the door, up to {meals.Max(m => m.DoorMeters)} m",
                meals);
        }

        foreach (var rider in known.Where(m => m.RiderKey is not null).GroupBy(m => (m.RiderKey, m.SiteCode)))
        {
            var meals = rider.Where(m => m.DoorMeters >= limits["oftenMeters"] && m.DoorMeters < limits["meters"]).OrderBy(m => m.DeliveredAt).ToList();
            var (doors, residents) = (meals.DistinctBy(m => m.ResidentId).Count(), rider.DistinctBy(m => m.ResidentId).Count());
            if (doors < limits["residents"] || doors * 2 < residents || meals.Count * 2 < rider.Count())
                continue;
            yield return new Finding(
                $"{rider.Key.RiderKey}/{rider.Key.SiteCode}", rider.Key.SiteCode,
                $"同一骑手给{month.NameOf(rider.Key.SiteCode)} {doors} 位老人送餐，{meals.Count} 次都在离门口 {meals.Min(m => m.DoorMeters)} 到 {meals.Max(m => m.DoorMeters)} 米处点了送达",
                $"One rider from {rider.Key.SiteCode} pressed \"delivered\" {meals.Count} times {meals.Min(m => m.DoorMeters)} to {meals.Max(m => m.DoorMeters)} m from the doors of {doors} residents",
                meals);
        }
    }
}
