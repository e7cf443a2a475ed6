using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Kitchen.Figures.ForecastMeals;

/// <summary>
/// How many meals will probably be eaten: the median of the same weekday's last weeks. Nothing is learned, so that a cook can redo it
/// from the days it is based on.
/// </summary>
/// <param name="Meals">Ordered ahead; null when fewer than three days are known.</param>
/// <param name="AtCounter">Eaten at the counter without an order; null as well then.</param>
/// <param name="BasedOn">The latest first: at most six of the last eight weeks; days on which nobody ate (closed, a holiday) are left out.</param>
internal sealed record MealForecast(MealPeriod MealPeriod, int? Meals, int? AtCounter, IReadOnlyList<DayMeals> BasedOn)
{
    private const int Weeks = 8;
    private const int MostDays = 6;
    private const int LeastDays = 3;

    public static MealForecast Of(
        MealPeriod mealPeriod, LocalDate date, IReadOnlyDictionary<LocalDate, int> mealsByDay, IReadOnlyDictionary<LocalDate, int> atCounterByDay)
    {
        var days = SameWeekdaysBefore(date).Select(d => new DayMeals(d, mealsByDay.GetValueOrDefault(d), atCounterByDay.GetValueOrDefault(d)))
            .Where(d => d.Meals + d.AtCounter > 0).Take(MostDays).ToList();
        return days.Count < LeastDays
            ? new MealForecast(mealPeriod, null, null, days)
            : new MealForecast(mealPeriod, Median([.. days.Select(d => d.Meals).Order()]), Median([.. days.Select(d => d.AtCounter).Order()]), days);
    }

    public static IEnumerable<LocalDate> SameWeekdaysBefore(LocalDate date) => Enumerable.Range(1, Weeks).Select(week => date.PlusWeeks(-week));

    /// <summary>Of an even number of days the mean of the middle two, rounded up: rather one too many.</summary>
    private static int Median(int[] sorted) => (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2] + 1) / 2;
}

/// <param name="Meals">Cooked to order on that day and not cancelled.</param>
/// <param name="AtCounter">Eaten at the counter without an order.</param>
internal sealed record DayMeals(LocalDate Date, int Meals, int AtCounter);
