using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Two subsidised meals of one resident within minutes: one meal split in two, or rights of several meals used up at once.</summary>
internal static class TwiceAtOnce
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var apart = Duration.FromMinutes(limits["minutes"]);
        foreach (var resident in month.Received.GroupBy(m => (m.ResidentId, m.ServiceDate)).Where(g => g.Count() > 1))
        {
            var meals = resident.OrderBy(m => m.ReceivedAt).ToList();
            var close = meals.Where((m, i) => (i > 0 && m.ReceivedAt - meals[i - 1].ReceivedAt < apart) || (i + 1 < meals.Count && meals[i + 1].ReceivedAt - m.ReceivedAt < apart)).ToList();
            if (close.Count == 0)
                continue;
            var (from, to) = (month.Clock(close[0].ReceivedAt!.Value), month.Clock(close[^1].ReceivedAt!.Value));
            yield return new Finding(
                $"{resident.Key.ResidentId}/{MonthFacts.Day(resident.Key.ServiceDate)}", close[^1].SiteCode,
                $"同一位老人 {MonthFacts.Day(resident.Key.ServiceDate)} {from} 到 {to} 之间领取了 {close.Count} 份补贴餐",
                $"The same resident received {close.Count} subsidised meals between {from} and {to} on {MonthFacts.Day(resident.Key.ServiceDate)}",
                close);
        }
    }
}
