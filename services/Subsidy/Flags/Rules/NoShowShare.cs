using MealDispatch.Subsidy.Decisions;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>A site is paid for many meals that nobody came for: on its own word, and nobody had to eat them.</summary>
internal static class NoShowShare
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var site in month.Meals.Where(m => m is { State: DecisionState.Consumed, SubsidyFen: > 0 } && m.Channel != Contracts.Fulfilment.DineIn).GroupBy(m => m.SiteCode))
        {
            var meals = site.Where(m => m is { NoShow: true, NotCollectedAt: not null }).OrderBy(m => m.NotCollectedAt).ToList();
            var percent = meals.Count * 100 / site.Count();
            if (meals.Count < limits["meals"] || percent < limits["percent"])
                continue;
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {meals.Count} 份预订餐记为无人来取而照付补贴，占 {percent}%",
                $"{meals.Count} ordered meals at {site.Key} were paid although nobody came for them: {percent}%",
                meals);
        }
    }
}
