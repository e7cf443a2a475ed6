using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web;

/// <summary>A meal that can be ordered now. <c>Key</c> is <c>2025-07-01.lunch</c>.</summary>
internal sealed record OrderableMeal(LocalDate ServiceDate, string MealPeriod, Instant CutoffAt)
{
    public string Key => $"{LocalDatePattern.Iso.Format(ServiceDate)}.{MealPeriod}";
}

/// <summary>What a site's order windows offer at an instant, the next meal first. The API decides; this only saves a refusal.</summary>
internal static class OrderableMeals
{
    private const int DaysShown = 8;

    public static IReadOnlyList<OrderableMeal> Of(Site site, Instant now, Town town)
    {
        var today = town.DateOf(now);
        return
        [
            .. Enumerable.Range(0, DaysShown).Select(today.PlusDays).Where(date => !site.ClosedDates.Contains(date))
                .SelectMany(date => site.OrderWindows.Where(w => today >= date.PlusDays(-w.OpensDaysBefore))
                    .Select(w => new OrderableMeal(date, w.MealPeriod, town.At(date.PlusDays(-w.CutoffDaysBefore), w.Cutoff))))
                .Where(meal => now < meal.CutoffAt).OrderBy(meal => meal.CutoffAt),
        ];
    }
}
