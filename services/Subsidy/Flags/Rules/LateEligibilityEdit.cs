using MealDispatch.BuildingBlocks.Money;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>What the resident is entitled to was changed just before an order, and the change brought the order more.</summary>
internal static class LateEligibilityEdit
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var window = Duration.FromMinutes(limits["minutes"]);
        foreach (var meal in month.Received)
        {
            if (meal.Edits.FirstOrDefault(e => meal.PlacedAt - e.At <= window) is not { } edit || meal.ResidentFen - edit.GrantedBeforeFen < limits["fen"])
                continue;
            var minutes = (int)(meal.PlacedAt - edit.At).TotalMinutes;
            yield return new Finding(
                $"{meal.OrderId}", meal.SiteCode,
                $"下单前 {minutes} 分钟修改了老人的资格资料：按修改前应补 {new Fen(edit.GrantedBeforeFen).ToYuan()} 元，实补 {new Fen(meal.ResidentFen).ToYuan()} 元",
                $"The resident's eligibility was changed {minutes} min before the order: {new Fen(meal.ResidentFen).ToYuan()} instead of {new Fen(edit.GrantedBeforeFen).ToYuan()} yuan",
                [meal]);
        }
    }
}
