using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>The subsidy is kept, but the resident's own share was never paid, paid short, or given back.</summary>
internal static class OwnShareUnpaid
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var before = month.Now - Duration.FromHours(limits["graceHours"]);
        foreach (var site in month.Received.Where(m => m.ReceivedAt < before && IsUnpaid(m)).GroupBy(m => m.SiteCode).Where(g => g.Count() >= limits["meals"]))
        {
            var meals = site.OrderBy(m => m.ReceivedAt).ToList();
            var returned = meals.Count(m => m.RefundedFen > 0);
            yield return new Finding(
                site.Key, site.Key,
                $"{month.NameOf(site.Key)}有 {meals.Count} 份补贴餐没有收足个人应付部分，其中 {returned} 份收了又退",
                $"{meals.Count} subsidised meals at {site.Key} without the resident's own share in full, {returned} of them given back",
                meals);
        }
    }

    private static bool IsUnpaid(Meal meal)
    {
        var own = meal.FoodFen + meal.DeliveryFeeFen - meal.ResidentFen;
        return own > 0 && (meal.PaymentMethod is null || meal.PayableFen is not { } paid || paid < own || meal.RefundedFen > 0);
    }
}
