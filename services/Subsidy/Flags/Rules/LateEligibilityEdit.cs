using MealDispatch.BuildingBlocks.Money;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>
/// What the resident is entitled to was changed just before an order, or in the week before and has been changed back since, and the
/// change brought the order more.
/// </summary>
internal static class LateEligibilityEdit
{
    public static IEnumerable<Finding> Find(MonthFacts month, Thresholds limits)
    {
        var window = Duration.FromMinutes(limits["minutes"]);
        foreach (var meal in month.Received)
        {
            var gained = meal.Edits.Where(e => meal.ResidentFen - e.GrantedBeforeFen >= limits["fen"]).ToList();
            if (gained.FirstOrDefault(e => meal.PlacedAt - e.At <= window) is { } late)
                yield return Finding(
                    meal, late, $"下单前 {(int)(meal.PlacedAt - late.At).TotalMinutes} 分钟修改了老人的资格资料",
                    $"The resident's eligibility was changed {(int)(meal.PlacedAt - late.At).TotalMinutes} min before the order");
            else if (gained.FirstOrDefault(e => meal.ResidentFen - e.GrantedNowFen >= limits["fen"]) is { } takenBack)
                yield return Finding(
                    meal, takenBack, $"下单前 {(meal.PlacedAt - takenBack.At).TotalDays:0.0} 天修改了老人的资格资料，后来又改回",
                    $"The resident's eligibility was changed {(meal.PlacedAt - takenBack.At).TotalDays:0.0} days before the order and has been changed back");
        }
    }

    private static Finding Finding(Meal meal, EligibilityEdit edit, string zh, string en) => new(
        $"{meal.OrderId}", meal.SiteCode,
        $"{zh}：按修改前应补 {new Fen(edit.GrantedBeforeFen).ToYuan()} 元，实补 {new Fen(meal.ResidentFen).ToYuan()} 元",
        $"{en}: {new Fen(meal.ResidentFen).ToYuan()} instead of {new Fen(edit.GrantedBeforeFen).ToYuan()} yuan",
        [meal]);
}
