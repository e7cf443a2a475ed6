namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// Too many of a counter's meals are entered by hand instead of by the resident's card; else too many of one person's. A meal at
/// which not a single card was read is a power cut or a broken reader, and left out; but not more than a few in a month.
/// </summary>
internal static class ManualShare
{
    /// <summary>Fewer guests without a card may be chance.</summary>
    private const int LeastGuests = 5;

    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var counter in month.Received.Where(m => m.TakenAt is not null).GroupBy(m => m.SiteCode))
        {
            var site = WithoutOutages(counter, limits["outages"]);
            if (Excess(site, limits) is { } all)
            {
                yield return new Finding(
                    counter.Key, counter.Key,
                    $"{month.NameOf(counter.Key)}柜台 {all.Count} 份补贴餐中有 {all.Percent}% 没有刷卡，靠店员手工登记",
                    $"{all.Percent}% of {all.Count} subsidised meals at the counter of {counter.Key} were entered without a card",
                    all.Manual);
                continue;
            }

            foreach (var staff in site.Where(m => m.OrderedBy == Contracts.Ordering.OrderedBy.Staff).GroupBy(m => m.PlacedBy))
            {
                if (Excess([.. staff], limits) is { } own)
                    yield return new Finding(
                        $"{counter.Key}/{staff.Key}", counter.Key,
                        $"{month.NameOf(counter.Key)}同一店员经手的 {own.Count} 份补贴餐中有 {own.Percent}% 没有刷卡，靠手工登记",
                        $"{own.Percent}% of the {own.Count} subsidised meals that one person at {counter.Key} entered were without a card",
                        own.Manual);
            }
        }
    }

    private static List<Meal> WithoutOutages(IEnumerable<Meal> counter, int atMost)
    {
        var served = counter.GroupBy(m => (m.ServiceDate, m.MealPeriod)).Select(g => g.ToList()).ToList();
        var outages = served.Where(s => s.Count >= LeastGuests && s.All(m => m.IsManual)).OrderByDescending(s => s.Count).Take(atMost).ToHashSet();
        return [.. served.Where(s => !outages.Contains(s)).SelectMany(s => s)];
    }

    private static (int Count, int Percent, List<Meal> Manual)? Excess(List<Meal> all, Thresholds limits)
    {
        if (all.Count < limits["meals"])
            return null;
        var manual = all.Where(m => m.IsManual).OrderBy(m => m.TakenAt).ToList();
        var percent = manual.Count * 100 / all.Count;
        return percent >= limits["percent"] ? (all.Count, percent, manual) : null;
    }
}
