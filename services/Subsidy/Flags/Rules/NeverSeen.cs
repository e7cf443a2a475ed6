using MealDispatch.Contracts.Ordering;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// A resident whose meals all month rest on the staff's word alone: staff ordered them, and staff handed them out without a card.
/// One delivery, one card or one order by the resident or family says that somebody is there.
/// </summary>
internal static class NeverSeen
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var resident in month.Received.GroupBy(m => m.ResidentId))
        {
            if (resident.Count() < limits["meals"] || !resident.All(m => m.IsManual && m.OrderedBy == OrderedBy.Staff))
                continue;
            var meals = resident.OrderBy(m => m.TakenAt).ToList();
            yield return new Finding(
                $"{resident.Key}", meals[^1].SiteCode,
                $"同一位老人本月 {meals.Count} 份补贴餐全部由店员下单、手工登记，没有一次刷卡",
                $"All {meals.Count} subsidised meals of a resident this month were ordered and entered by staff, none with a card",
                meals);
        }
    }
}
