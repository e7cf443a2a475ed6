using MealDispatch.Contracts;
using MealDispatch.Subsidy.Reports;

namespace MealDispatch.Subsidy.Sheets;

/// <summary>What people read in a downloaded table.</summary>
internal static class SheetWords
{
    public static string Of(MealPeriod period) => period switch { MealPeriod.Breakfast => "早餐", MealPeriod.Lunch => "午餐", MealPeriod.Dinner => "晚餐" };

    public static string Of(Fulfilment channel) => channel switch { Fulfilment.Delivery => "送餐", Fulfilment.Pickup => "自取", Fulfilment.DineIn => "堂食" };

    public static string Of(MealMoney money) => money switch
    {
        MealMoney.Reserved => "预留",
        MealMoney.Kept or MealMoney.Granted => "待结算",
        MealMoney.Settled => "已结算",
        MealMoney.ClawedBack => "已追回",
    };
}
