namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Cancelled after the meal had reached somebody: eaten, and the money given back. Cancelled while the rider is on the way happens, when
/// the resident is taken ill or dies; only many such are odd.
/// </summary>
internal static class TakenThenCancelled
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var site in month.Meals.Where(m => m is { CancelledAt: not null, SubsidyFen: > 0 }).GroupBy(m => m.SiteCode))
        {
            var taken = site.Where(m => (m.TakenAt ?? m.DeliveredAt) <= m.CancelledAt).ToList();
            var onTheWay = site.Where(m => m.PickedUpAt <= m.CancelledAt).Except(taken).ToList();
            var meals = (taken.Count >= limits["meals"] ? taken : []).Concat(onTheWay.Count >= limits["onTheWay"] ? onTheWay : []).OrderBy(m => m.CancelledAt).ToList();
            if (meals.Count == 0)
                continue;
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {meals.Count} 份餐已被取走，订单却又取消退款",
                $"{meals.Count} meals at {site.Key} were cancelled and refunded after somebody had taken them",
                meals);
        }
    }
}
