using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// A pile of cards: day after day the same residents follow each other at the counter within seconds. People come in pairs, but
/// not in the same long row.
/// </summary>
internal static class SameQueue
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var apart = Duration.FromSeconds(limits["seconds"]);
        foreach (var site in month.Received.Where(m => m is { TakenAt: not null, Presence: PresenceEvidence.Card }).GroupBy(m => m.SiteCode))
        {
            var steps = site.GroupBy(m => (m.ServiceDate, m.MealPeriod)).SelectMany(counter =>
            {
                var queue = counter.OrderBy(m => m.TakenAt).ToList();
                return queue.Skip(1).Zip(queue, (next, before) => (Before: before, Next: next)).Where(s => s.Next.TakenAt - s.Before.TakenAt <= apart);
            });
            var repeated = steps.GroupBy(s => (s.Before.ResidentId, s.Next.ResidentId)).Where(g => g.Count() >= limits["days"]).ToList();
            if (repeated.Count < limits["cards"] - 1)
                continue;
            var meals = repeated.SelectMany(g => g).SelectMany(s => new[] { s.Before, s.Next }).Distinct().OrderBy(m => m.TakenAt).ToList();
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {repeated.Count + 1} 张卡一再以相同的顺序、相隔几秒刷卡",
                $"At {site.Key} {repeated.Count + 1} cards were read again and again in the same order within seconds",
                meals);
        }
    }
}
