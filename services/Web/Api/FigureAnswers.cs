using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record SiteForecast(string Method, IReadOnlyList<MealForecast> Items);

internal sealed record MealForecast(string MealPeriod, int? Meals, IReadOnlyList<DayMeals> BasedOn);

internal sealed record DayMeals(LocalDate Date, int Meals);

internal sealed record MonthFigures(CookedMeals Total, IReadOnlyList<DayFigures> Items);

internal sealed record DayFigures(LocalDate ServiceDate, string MealPeriod, CookedMeals Meals);

internal sealed record CookedMeals(int Cooked, int Eaten, int NotCollected, int CancelledLate, int Unknown);
