namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// More meals at one counter than hands can serve. Typing a name and a reason takes longer than reading a card, so fewer of
/// those are too many; and two thirds of the cards in a third of the time are as suspicious as all of them, or three times as many in
/// four times the time: nobody serves that long without a pause.
/// </summary>
internal static class CounterBurst
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var (seconds, cards, manual) = (limits["seconds"], limits["meals"], limits["withoutCard"]);
        foreach (var counter in month.Received.Where(m => m.TakenAt is not null).GroupBy(m => (m.SiteCode, m.ServiceDate, m.MealPeriod)))
        {
            var taken = counter.OrderBy(m => m.TakenAt).ToList();
            HashSet<Meal> burst =
            [
                .. Bursts.Of(taken, m => m.TakenAt!.Value, cards, seconds),
                .. Bursts.Of(taken, m => m.TakenAt!.Value, Math.Max(2, cards * 2 / 3), Math.Max(1, seconds / 3)),
                .. Bursts.Of(taken, m => m.TakenAt!.Value, cards * 3, seconds * 4),
                .. Bursts.Of([.. taken.Where(m => m.IsManual)], m => m.TakenAt!.Value, manual, seconds),
            ];
            if (burst.Count == 0)
                continue;
            var found = taken.Where(burst.Contains).ToList();
            var (from, to) = (month.Clock(found[0].TakenAt!.Value), month.Clock(found[^1].TakenAt!.Value));
            var withoutCard = found.Count(m => m.IsManual);
            yield return new Finding(
                $"{counter.Key.SiteCode}/{MonthFacts.Day(counter.Key.ServiceDate)}/{counter.Key.MealPeriod}", counter.Key.SiteCode,
                $"{month.NameOf(counter.Key.SiteCode)} {MonthFacts.Day(counter.Key.ServiceDate)} 柜台在 {from} 到 {to} 之间取餐过密：{found.Count} 份，其中 {withoutCard} 份没有刷卡",
                $"{found.Count} meals too close together at the counter of {counter.Key.SiteCode} between {from} and {to} on {MonthFacts.Day(counter.Key.ServiceDate)}, {withoutCard} of them without a card",
                found);
        }
    }
}
