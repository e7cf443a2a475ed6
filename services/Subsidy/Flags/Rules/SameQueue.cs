using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// A pile of cards: day after day the same residents follow each other at the counter within seconds, in one row or, when the pile is
/// shuffled, faster than people step up. Couples come together too, and a minibus brings ten, but not in the same long row.
/// </summary>
internal static class SameQueue
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var site in month.Received.Where(m => m is { TakenAt: not null, Presence: PresenceEvidence.Card }).GroupBy(m => m.SiteCode))
        {
            var queues = site.GroupBy(m => (m.ServiceDate, m.MealPeriod)).Select(counter => counter.OrderBy(m => m.TakenAt).ToList()).ToList();
            var meals = InOneRow(queues, limits).Concat(InNoTime(queues, limits)).Distinct().OrderBy(m => m.TakenAt).ToList();
            if (meals.Count == 0)
                continue;
            var cards = meals.DistinctBy(m => m.ResidentId).Count();
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {cards} 张卡一再一起刷：先后顺序相同，或几秒一张",
                $"At {site.Key} {cards} cards were read together again and again, in the same order or within seconds",
                meals);
        }
    }

    /// <summary>Pairs that follow each other again and again, where enough of them hang together.</summary>
    private static IEnumerable<Meal> InOneRow(List<List<Meal>> queues, Thresholds limits)
    {
        var apart = Duration.FromSeconds(limits["seconds"]);
        var repeated = queues.SelectMany(queue => queue.Skip(1).Zip(queue, (next, before) => (Before: before, Next: next)))
            .Where(step => step.Next.TakenAt - step.Before.TakenAt <= apart)
            .GroupBy(step => (Before: step.Before.ResidentId, Next: step.Next.ResidentId)).Where(pair => pair.Count() >= limits["days"]).ToList();
        var rows = new List<HashSet<Guid>>();
        foreach (var pair in repeated)
        {
            var touched = rows.Where(row => row.Contains(pair.Key.Before) || row.Contains(pair.Key.Next)).ToList();
            rows.RemoveAll(touched.Contains);
            rows.Add([pair.Key.Before, pair.Key.Next, .. touched.SelectMany(row => row)]);
        }

        var inLongRows = rows.Where(row => row.Count >= limits["cards"]).SelectMany(row => row).ToHashSet();
        return repeated.Where(pair => inLongRows.Contains(pair.Key.Next)).SelectMany(pair => pair).SelectMany(step => new[] { step.Before, step.Next });
    }

    /// <summary>Residents who are again and again among many cards read one right after the other, whatever the order.</summary>
    private static IEnumerable<Meal> InNoTime(List<List<Meal>> queues, Thresholds limits)
    {
        var apart = Duration.FromSeconds(limits["pileSeconds"]);
        var piled = queues.SelectMany(queue => Runs(queue, apart)).Where(run => run.Count >= limits["cards"]).SelectMany(run => run)
            .GroupBy(m => m.ResidentId).Where(card => card.Count() >= limits["days"]).ToList();
        return piled.Count >= limits["cards"] ? piled.SelectMany(card => card) : [];
    }

    private static IEnumerable<List<Meal>> Runs(List<Meal> queue, Duration apart)
    {
        var run = new List<Meal>();
        foreach (var meal in queue)
        {
            if (run.Count > 0 && meal.TakenAt - run[^1].TakenAt > apart)
            {
                yield return run;
                run = [];
            }

            run.Add(meal);
        }

        yield return run;
    }
}
