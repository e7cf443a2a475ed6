namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Whoever brought the meal also works at a canteen, or placed the order: one person's word twice.</summary>
internal static class RiderIsStaff
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var carried = month.Received.Where(m => m.RiderId is { } rider && (month.StaffIds.Contains(rider) || m.PlacedBy == rider));
        foreach (var rider in carried.GroupBy(m => m.RiderId).Where(g => g.Count() >= limits["meals"]))
        {
            var meals = rider.OrderBy(m => m.DeliveredAt).ToList();
            yield return new Finding(
                $"{rider.Key}", meals[^1].SiteCode,
                $"{meals.Count} 份送餐由食堂工作人员或下单人自己配送，没有第三方的送达凭证",
                $"{meals.Count} meals were delivered by canteen staff or by whoever placed the order",
                meals);
        }
    }
}
