using MealDispatch.Contracts.Ordering;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Staff entered meals without a card for themselves or for a resident whose family they are.</summary>
internal static class ForOwnFamily
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var own = month.Received.Where(m => m.IsManual && m.PlacedBy is { } by && (m.OrderedBy == OrderedBy.Staff || month.StaffIds.Contains(by))
            && month.Relatives.Contains((by, m.ResidentId)));
        foreach (var staff in own.GroupBy(m => m.PlacedBy).Where(g => g.Count() >= limits["meals"]))
        {
            var meals = staff.OrderBy(m => m.TakenAt).ToList();
            yield return new Finding(
                $"{staff.Key}", meals[^1].SiteCode,
                $"店员给自己或亲属登记了 {meals.Count} 份没有刷卡的补贴餐",
                $"Staff entered {meals.Count} subsidised meals without a card for themselves or their family",
                meals);
        }
    }
}
