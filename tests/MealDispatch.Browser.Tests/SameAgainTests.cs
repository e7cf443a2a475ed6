using MealDispatch.Testing;
using MealDispatch.Web;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using NodaTime;

namespace MealDispatch.Browser.Tests;

/// <summary>For which meal the last order is offered again.</summary>
public sealed class SameAgainTests
{
    private static readonly LocalDate Today = new(2025, 7, 1);
    private static readonly Order Earlier = new(
        Guid.Empty, "HX01-250630-L1", "completed", Guid.Empty, "HX01", Today.PlusDays(-1), "lunch", "delivery", [new Line("M1", "红烧肉", 1, 1100)], null, "meal-account", 1100, 0,
        0, 1100, null, [], null, null, null, null, null);

    private static readonly OrderableMeal[] Meals = [new(Today, "lunch", default), new(Today, "dinner", default), new(Today.PlusDays(1), "lunch", default)];
    private static readonly MenuItem[] WithIt = [new("M7", "红烧肉", 1200, "dish", [], null)];
    private static readonly MenuItem[] WithoutIt = [new("M2", "蒸蛋", 900, "dish", [], null)];

    [Fact]
    public void Meal_ThatIsOrderedAlready_IsPassedOverAndSaidSo()
    {
        var again = Language.In("zh-Hans", () =>
            SameAgain.Of(Earlier, Meals, [new Menu(Today, "lunch", WithIt), new Menu(Today, "dinner", WithIt)], [Earlier with { ServiceDate = Today, Status = "confirmed" }]));

        Assert.Equal(("dinner", "M7"), (again!.Meal.MealPeriod, again.Lines.Single().ItemCode));
        Assert.Contains("已经订过了", Assert.Single(again.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Meal_WithoutTheDish_IsPassedOverInSilence()
    {
        var again = SameAgain.Of(Earlier, Meals, [new Menu(Today, "lunch", WithoutIt), new Menu(Today.PlusDays(1), "lunch", WithIt)], []);

        Assert.Equal(Meals[2], again!.Meal);
        Assert.Empty(again.Notes);
    }

    [Fact]
    public void Dish_ThatNoMealHas_IsNotOffered() => Assert.Null(SameAgain.Of(Earlier, Meals, [new Menu(Today, "lunch", WithoutIt)], []));
}
