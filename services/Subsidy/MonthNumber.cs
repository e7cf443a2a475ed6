using NodaTime;

namespace MealDispatch.Subsidy;

/// <summary>A calendar month as the tables keep it: 202507.</summary>
internal static class MonthNumber
{
    public static int Of(LocalDate date) => (date.Year * 100) + date.Month;

    public static int Of(YearMonth month) => Of(month.OnDayOfMonth(1));

    public static YearMonth ToMonth(int number) => new(number / 100, number % 100);
}
