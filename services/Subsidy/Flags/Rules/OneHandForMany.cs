using MealDispatch.Contracts.Ordering;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>One person orders as family for more elders than anybody has parents: meals in other people's names.</summary>
internal static class OneHandForMany
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var person in month.Received.Where(m => m is { OrderedBy: OrderedBy.Family, PlacedBy: not null }).GroupBy(m => m.PlacedBy))
        {
            var residents = person.DistinctBy(m => m.ResidentId).Count();
            if (residents < limits["residents"])
                continue;
            var meals = person.OrderBy(m => m.ReceivedAt).ToList();
            yield return new Finding(
                $"{person.Key}", meals[^1].SiteCode,
                $"同一位“亲属”本月为 {residents} 位老人代订了 {meals.Count} 份补贴餐",
                $"One person ordered {meals.Count} subsidised meals as family of {residents} residents",
                meals);
        }
    }
}
