using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>At the door sooner than anybody rides there. Where the way is not known, a plain number of seconds stands in.</summary>
internal static class DeliveredTooFast
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        foreach (var day in month.Received.Where(m => m.Channel == Fulfilment.Delivery && IsTooFast(m, limits)).GroupBy(m => (m.SiteCode, m.ServiceDate)))
        {
            var meals = day.OrderBy(m => m.DeliveredAt).ToList();
            var fastest = meals.MinBy(m => m.DeliveredAt - m.PickedUpAt)!;
            var (seconds, meters) = ((int)(fastest.DeliveredAt!.Value - fastest.PickedUpAt!.Value).TotalSeconds, fastest.TripMeters?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "?");
            yield return new Finding(
                $"{day.Key.SiteCode}/{MonthFacts.Day(day.Key.ServiceDate)}", day.Key.SiteCode,
                $"{month.NameOf(day.Key.SiteCode)} {MonthFacts.Day(day.Key.ServiceDate)} 有 {meals.Count} 份送餐快得不可能，最快的取餐后 {seconds} 秒送达（直线 {meters} 米）",
                $"{meals.Count} impossibly fast deliveries from {day.Key.SiteCode} on {MonthFacts.Day(day.Key.ServiceDate)}, the fastest {seconds} s after pickup ({meters} m)",
                meals);
        }
    }

    private static bool IsTooFast(Meal meal, Thresholds limits)
    {
        if (meal.DeliveredAt is not { } delivered || meal.PickedUpAt is not { } pickedUp || delivered < pickedUp)
            return false;
        var seconds = (delivered - pickedUp).TotalSeconds;
        return meal.TripMeters is { } meters
            ? seconds < limits["seconds"] || meters / Math.Max(seconds, 1) * 3.6 > limits["kmPerHour"]
            : seconds < limits["unknownSeconds"];
    }
}
