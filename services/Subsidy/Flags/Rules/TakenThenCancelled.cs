namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Cancelled after the meal had left the kitchen with somebody: eaten, and the money given back.</summary>
internal static class TakenThenCancelled
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var odd = month.Meals.Where(m => m is { CancelledAt: not null, SubsidyFen: > 0 } && (m.TakenAt ?? m.PickedUpAt ?? m.DeliveredAt) is { } left && left <= m.CancelledAt);
        foreach (var site in odd.GroupBy(m => m.SiteCode).Where(g => g.Count() >= limits["meals"]))
        {
            var meals = site.OrderBy(m => m.CancelledAt).ToList();
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {meals.Count} 份餐已被取走，订单却又取消退款",
                $"{meals.Count} meals at {site.Key} were cancelled and refunded after somebody had taken them",
                meals);
        }
    }
}
