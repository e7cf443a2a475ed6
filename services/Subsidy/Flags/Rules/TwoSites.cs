using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// The same resident at two places sooner than anybody eats and gets from one to the other. Of a door only the distance to its
/// site is known: two places lie at least as far apart as the sites do, less that.
/// </summary>
internal static class TwoSites
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var metersPerSecond = limits["kmPerHour"] / 3.6;
        foreach (var resident in month.Meals.Where(m => m.ReceivedAt is not null && m.CancelledAt is null).GroupBy(m => (m.ResidentId, m.ServiceDate)).Where(g => g.Count() > 1))
        {
            var meals = resident.OrderBy(m => m.ReceivedAt).ToList();
            for (var i = 1; i < meals.Count; i++)
            {
                var (a, b) = (meals[i - 1], meals[i]);
                if (a.SubsidyFen + b.SubsidyFen == 0)
                    continue;
                var gap = (b.ReceivedAt!.Value - a.ReceivedAt!.Value).TotalSeconds;
                var meters = MetersBetween(month, a, b);
                var eating = a.Channel == Fulfilment.DineIn && b.Channel != Fulfilment.Delivery ? limits["eatingMinutes"] * 60 : 0;
                var tooClose = meters is { } known ? known >= limits["meters"] && gap < (known / metersPerSecond) + eating : a.SiteCode != b.SiteCode && gap < limits["unknownMinutes"] * 60;
                if (!tooClose)
                    continue;
                var far = meters is { } m ? $"{m / 1000:0.0}" : "?";
                yield return new Finding(
                    $"{a.OrderId}/{b.OrderId}", b.SiteCode,
                    $"同一位老人 {month.Clock(a.ReceivedAt.Value)} 在{month.NameOf(a.SiteCode)}、{month.Clock(b.ReceivedAt.Value)} 在{month.NameOf(b.SiteCode)}用餐，两处相距约 {far} 公里，时间来不及",
                    $"The same resident at {a.SiteCode} at {month.Clock(a.ReceivedAt.Value)} and at {b.SiteCode} at {month.Clock(b.ReceivedAt.Value)}, about {far} km apart",
                    [a, b]);
            }
        }
    }

    private static double? MetersBetween(MonthFacts month, Meal a, Meal b)
    {
        var sites = a.SiteCode == b.SiteCode ? 0
            : month.Sites.GetValueOrDefault(a.SiteCode)?.Point is { } from && month.Sites.GetValueOrDefault(b.SiteCode)?.Point is { } to ? Distance.Meters(from, to)
            : (double?)null;
        return (a.Channel == Fulfilment.Delivery, b.Channel == Fulfilment.Delivery) switch
        {
            (true, true) => 0,
            (false, false) => sites,
            _ => (a.TripMeters ?? b.TripMeters) is { } trip && sites is { } apart ? Math.Abs(apart - trip) : null,
        };
    }
}
