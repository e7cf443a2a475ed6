using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Kitchen.Figures.ForecastMeals;

/// <summary>
/// How many meals will probably be ordered: the median of the same weekday's last weeks. Nothing is learned, so that a cook can redo it
/// from the days it is based on.
/// </summary>
/// <param name="Meals">Null when fewer than three days are known.</param>
/// <param name="BasedOn">The latest first: at most six of the last eight weeks; days without an order (closed, a holiday) are left out.</param>
internal sealed record MealForecast(MealPeriod MealPeriod, int? Meals, IReadOnlyList<DayMeals> BasedOn)
{
    private const int Weeks = 8;
    private const int MostDays = 6;
    private const int LeastDays = 3;

    public static MealForecast Of(MealPeriod mealPeriod, LocalDate date, IReadOnlyDictionary<LocalDate, int> mealsByDay)
    {
        var days = SameWeekdaysBefore(date).Where(mealsByDay.ContainsKey).Take(MostDays).Select(d => new DayMeals(d, mealsByDay[d])).ToList();
        return new MealForecast(mealPeriod, days.Count < LeastDays ? null : Median([.. days.Select(d => d.Meals).Order()]), days);
    }

    public static IEnumerable<LocalDate> SameWeekdaysBefore(LocalDate date) => Enumerable.Range(1, Weeks).Select(week => date.PlusWeeks(-week));

    /// <summary>Of an even number of days the mean of the middle two, rounded up: rather one too many.</summary>
    private static int Median(int[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2] + 1) / 2;
}

/// <summary>Meals that were cooked to order on a day and not cancelled.</summary>
internal sealed record DayMeals(LocalDate Date, int Meals);
