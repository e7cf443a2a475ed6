using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Registry.Sites;

internal static class OrderWindowText
{
    /// <summary>When one orders and eats, as a poster and a table say it.</summary>
    public static string Of(SiteOrderWindow window)
    {
        var meal = window.MealPeriod switch
        {
            MealPeriod.Breakfast => "早餐",
            MealPeriod.Lunch => "午餐",
            MealPeriod.Dinner => "晚餐",
        };
        var day = window.CutoffDaysBefore switch { 0 => "当天", 1 => "前一天", var days => $"提前 {days} 天" };
        return $"{meal}：{day} {window.Cutoff:HH:mm} 前下单，{window.ServeFrom:HH:mm}–{window.ServeTo:HH:mm} 用餐";
    }
}
