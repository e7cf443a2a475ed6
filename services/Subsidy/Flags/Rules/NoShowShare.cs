using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Decisions;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Many meals are paid for that nobody came for or nobody opened for: at a site, of the orders that one member of staff entered, or of
/// those that one rider carried. It is their word alone, and nobody had to eat them.
/// </summary>
internal static class NoShowShare
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var site in month.Meals.Where(m => m is { State: DecisionState.Consumed, SubsidyFen: > 0 } && m.Channel != Fulfilment.DineIn).GroupBy(m => m.SiteCode))
        {
            var name = month.NameOf(site.Key);
            if (Excess(site, limits) is { } all)
            {
                yield return Finding(site.Key, site.Key, name, site.Key, all);
                continue;
            }

            foreach (var staff in site.Where(m => m.OrderedBy == OrderedBy.Staff).GroupBy(m => m.PlacedBy))
            {
                if (Excess(staff, limits) is { } own)
                    yield return Finding($"{site.Key}/{staff.Key}", site.Key, name + "同一店员代订的餐中", $"{site.Key} and entered by one person", own);
            }

            foreach (var rider in site.Where(m => m.RiderKey is not null).GroupBy(m => m.RiderKey))
            {
                if (Excess(rider, limits) is { } own)
                    yield return Finding($"{site.Key}/{rider.Key}", site.Key, name + "同一骑手配送的餐中", $"{site.Key} and carried by one rider", own);
            }
        }
    }

    private static (int Percent, List<Meal> Meals)? Excess(IEnumerable<Meal> ordered, Thresholds limits)
    {
        var (all, missed) = (ordered.Count(), ordered.Where(m => m.NoShow).OrderBy(m => m.ServiceDate).ThenBy(m => m.NotCollectedAt).ToList());
        var percent = missed.Count * 100 / all;
        return missed.Count >= limits["meals"] && percent >= limits["percent"] ? (percent, missed) : null;
    }

    private static Finding Finding(string key, string site, string zh, string en, (int Percent, List<Meal> Meals) missed) => new(
        key, site,
        $"{zh}有 {missed.Meals.Count} 份记为无人来取或无人应门而照付补贴，占 {missed.Percent}%",
        $"{missed.Meals.Count} ordered meals at {en} were paid although nobody came or opened for them: {missed.Percent}%",
        missed.Meals);
}
