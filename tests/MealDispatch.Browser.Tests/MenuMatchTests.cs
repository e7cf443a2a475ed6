using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;

namespace MealDispatch.Browser.Tests;

/// <summary>The same meal again on another day's menu, where A is another dish.</summary>
public sealed class MenuMatchTests
{
    private static readonly MenuItem[] Menu =
    [
        new("A", "A 套餐：鲈鱼", 1600, "set-meal", [], null), new("S", "软食套餐", 1200, "set-meal", [], 1), new("M1", "红烧肉", 1100, "dish", [], null),
        new("M2", "蒸蛋", 900, "dish", [], 0),
    ];

    [Fact]
    public void SetMeal_WithAnotherDishToday_IsTakenAndSaidSo()
    {
        var match = MenuMatch.Of([new("A", "A 套餐：牛腩", 2)], Menu);

        Assert.Equal([new("A", "A 套餐：鲈鱼", 2)], match.Lines);
        Assert.Contains("牛腩", Assert.Single(match.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Dish_UnderAnotherCode_IsFoundByItsNameAndNothingIsSaid()
    {
        var match = MenuMatch.Of([new("M2", "红烧肉", 1)], Menu);

        Assert.Equal([new("M1", "红烧肉", 1)], match.Lines);
        Assert.Empty(match.Notes);
    }

    [Fact]
    public void Dish_WhoseCodeIsAnotherDishToday_IsLeftOutAndSaidSo()
    {
        var match = MenuMatch.Of([new("M1", "牛肉", 1), new("X", "点心", 1)], Menu);

        Assert.Empty(match.Lines);
        Assert.Equal(2, match.Notes.Count);
    }

    [Fact]
    public void Items_SoldOutOrScarce_AreLeftOutOrFewerAndSaidSo()
    {
        var match = MenuMatch.Of([new("M2", "蒸蛋", 1), new("S", "软食套餐", 3)], Menu);

        Assert.Equal([new("S", "软食套餐", 1)], match.Lines);
        Assert.Equal(2, match.Notes.Count);
    }

    [Fact]
    public void TwoLines_ThatBecomeTheSameItem_AreOneLine()
    {
        var match = MenuMatch.Of([new("A", "A 套餐：牛腩", 1), new("B", "A 套餐：鲈鱼", 1)], Menu);

        Assert.Equal([new("A", "A 套餐：鲈鱼", 1)], match.Lines);
    }
}
