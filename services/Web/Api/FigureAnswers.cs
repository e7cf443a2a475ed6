using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record SiteForecast(string Method, IReadOnlyList<MealForecast> Items);

internal sealed record MealForecast(string MealPeriod, int? Meals, int? AtCounter, IReadOnlyList<DayMeals> BasedOn);

internal sealed record DayMeals(LocalDate Date, int Meals, int AtCounter);

internal sealed record MonthFigures(CookedMeals Total, int AtCounter, IReadOnlyList<DayFigures> Items);

internal sealed record DayFigures(LocalDate ServiceDate, string MealPeriod, CookedMeals Meals, int AtCounter);

internal sealed record CookedMeals(int Cooked, int Eaten, int NotCollected, int CancelledLate, int Unknown);
