namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Too many of a counter's meals are entered by hand instead of by the resident's card; else too many of one person's.</summary>
internal static class ManualShare
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var site in month.Received.Where(m => m.TakenAt is not null).GroupBy(m => m.SiteCode))
        {
            if (Excess(site, limits) is { } all)
            {
                yield return new Finding(
                    site.Key, site.Key,
                    $"{month.NameOf(site.Key)}柜台 {all.Count} 份补贴餐中有 {all.Percent}% 没有刷卡，靠店员手工登记",
                    $"{all.Percent}% of {all.Count} subsidised meals at the counter of {site.Key} were entered without a card",
                    all.Manual);
                continue;
            }

            foreach (var staff in site.Where(m => m.OrderedBy == Contracts.Ordering.OrderedBy.Staff).GroupBy(m => m.PlacedBy))
            {
                if (Excess(staff, limits) is { } own)
                    yield return new Finding(
                        $"{site.Key}/{staff.Key}", site.Key,
                        $"{month.NameOf(site.Key)}同一店员经手的 {own.Count} 份补贴餐中有 {own.Percent}% 没有刷卡，靠手工登记",
                        $"{own.Percent}% of the {own.Count} subsidised meals that one person at {site.Key} entered were without a card",
                        own.Manual);
            }
        }
    }

    private static (int Count, int Percent, List<Meal> Manual)? Excess(IEnumerable<Meal> meals, Thresholds limits)
    {
        var all = meals.ToList();
        var manual = all.Where(m => m.IsManual).OrderBy(m => m.TakenAt).ToList();
        var percent = manual.Count * 100 / all.Count;
        return all.Count >= limits["meals"] && percent >= limits["percent"] ? (all.Count, percent, manual) : null;
    }
}
