using System.Globalization;
using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Engine;

/// <summary>The decision in one sentence, without any rule's jargon.</summary>
internal static class ExplanationText
{
    public static Explanation Of(
        SubsidyFacts facts, IReadOnlyList<Grant> grants, IReadOnlyList<Refusal> refusals, IReadOnlyList<SchemeStep> steps, long totalFen)
    {
        var pays = Fen.Yuan((Int128)Math.Max(0, facts.FoodFen) + Math.Max(0, facts.DeliveryFeeFen) - totalFen);
        var toResident = grants.Where(grant => grant.Payee == Payee.Resident).ToList();
        if (toResident.Count == 0)
            return Without([.. refusals.Where(refusal => IsToldToResident(refusal, facts))], pays);

        var given = toResident.Select(grant => Of(grant, facts, steps)).ToList();
        var total = Fen.Yuan(totalFen);
        return new Explanation(
            $"{string.Join("；", given.Select(text => text.Zh))}；本餐共补贴 {total} 元，您付 {pays} 元。",
            $"{string.Join("; ", given.Select(text => text.En))}; subsidy {total} yuan in all, you pay {pays} yuan.");
    }

    /// <summary>A scheme that pays the operator is none of the resident's, granted or refused.</summary>
    public static bool IsToldToResident(Refusal refusal, SubsidyFacts facts) =>
        !facts.Schemes.Any(s => s.Code == refusal.Scheme && s.Version == refusal.Version && s.Payee == Payee.Operator);

    private static Explanation Of(Grant grant, SubsidyFacts facts, IReadOnlyList<SchemeStep> steps)
    {
        var scheme = facts.Schemes.First(s => s.Code == grant.Scheme && s.Version == grant.Version);
        var step = steps.First(s => s.Scheme == grant.Scheme && s.Version == grant.Version);
        var benefit = scheme.Tiers.First(tier => tier.Name == grant.Tier).Benefit;
        var text = Of(benefit, Fen.Yuan(step.BenefitFen ?? 0));
        text = scheme.Base == SubsidyBase.Delivery ? new Explanation("送餐费" + text.Zh, "delivery fee: " + text.En) : text;
        if (CapOf(benefit) is { } cap)
            text = new Explanation($"{text.Zh}，每餐最高补贴 {Fen.Yuan(cap)} 元", $"{text.En}, at most {Fen.Yuan(cap)} yuan a meal");
        if (step.MonthLeftFen == grant.AmountFen)
            text = new Explanation(
                $"{text.Zh}，本月补贴只剩 {Fen.Yuan(grant.AmountFen)} 元", $"{text.En}, only {Fen.Yuan(grant.AmountFen)} yuan left this month");
        return new Explanation($"{text.Zh}，今日第 {step.MealOfDay} 餐", $"{text.En}, meal {step.MealOfDay} of the day");
    }

    private static Explanation Of(Benefit benefit, string yuan) => benefit.Match<Explanation>(
        percentOff => percentOff.Percent == 50
            ? new($"半价 {yuan} 元", $"half price {yuan} yuan")
            : new($"减 {Plain(percentOff.Percent)}% 即 {yuan} 元", $"{Plain(percentOff.Percent)} % off is {yuan} yuan"),
        _ => new($"每餐补贴 {yuan} 元", $"{yuan} yuan a meal"),
        copay => new($"您只付 {Fen.Yuan(copay.ResidentPaysFen)} 元", $"you pay only {Fen.Yuan(copay.ResidentPaysFen)} yuan"));

    private static long? CapOf(Benefit benefit) => benefit.Match(percentOff => percentOff.CapFen, _ => null, copay => copay.CapFen);

    private static Explanation Without(IReadOnlyList<Refusal> refusals, string pays)
    {
        // The reason that came furthest says most: a used right, rather than a scheme for another canteen.
        var told = refusals.Where(refusal => refusal.Reason != RefusalReason.GroupExcluded).MaxBy(refusal => refusal.Reason);
        var reason = told is null ? new Explanation("目前没有补贴方案", "there is no subsidy scheme now") : Of(told);
        return new Explanation($"本餐没有补贴：{reason.Zh}；您付 {pays} 元。", $"No subsidy for this meal: {reason.En}; you pay {pays} yuan.");
    }

    private static Explanation Of(Refusal refusal) => refusal.Reason switch
    {
        RefusalReason.ResidentNotActive => new("用餐当日助餐资格未生效", "the resident is not active on that day"),
        RefusalReason.NotInForce => new("当日补贴方案未实行", "the scheme is not in force on that day"),
        RefusalReason.Site => new("该助餐点不在补贴范围", "this site is not in the scheme"),
        RefusalReason.MealPeriod => new("该餐次不在补贴范围", "this meal of the day is not in the scheme"),
        RefusalReason.Channel => new("该用餐方式不在补贴范围", "this way of getting the meal is not in the scheme"),
        RefusalReason.NoTier => new("年龄或类别未达到补贴条件", "age or category does not qualify"),
        RefusalReason.MinSpend => new("餐费未达到最低消费", "the food costs less than the minimum"),
        RefusalReason.NothingLeft => new("没有可补贴的金额", "there is no amount left to subsidise"),
        RefusalReason.DayRightUsed when refusal.UsedBy is { } by =>
            new($"今日补贴已在{by.SiteName}使用{OrderZh(by)}", $"today's subsidy was used at {by.SiteName} {OrderEn(by)}"),
        RefusalReason.DayRightUsed => new("今日补贴已使用", "today's subsidy is used"),
        RefusalReason.MealPeriodRightUsed when refusal.UsedBy is { } by =>
            new($"本餐次补贴已在{by.SiteName}使用{OrderZh(by)}", $"the subsidy of this meal of the day was used at {by.SiteName} {OrderEn(by)}"),
        RefusalReason.MealPeriodRightUsed => new("本餐次补贴已使用", "the subsidy of this meal of the day is used"),
        RefusalReason.MonthMealsUsed => new("本月补贴餐数已用完", "this month's subsidised meals are used"),
        RefusalReason.MonthAmountUsed => new("本月补贴金额已用完", "this month's amount is used"),
        RefusalReason.BudgetExhausted => new("补贴资金已用完", "the budget is exhausted"),
        RefusalReason.GroupExcluded => new("已享受同类中更高的补贴", "a larger subsidy of the same kind applies"),
    };

    private static string OrderZh(UsedBy by) => string.Create(
        CultureInfo.InvariantCulture, $"（{by.At.Month}月{by.At.Day}日 {by.At.Hour}:{by.At.Minute:00} 订的{Of(by.MealPeriod).Zh}，订单 {by.OrderNumber}）");

    private static string OrderEn(UsedBy by) => string.Create(
        CultureInfo.InvariantCulture, $"({Of(by.MealPeriod).En} ordered {by.At.Year:0000}-{by.At.Month:00}-{by.At.Day:00} {by.At.Hour:00}:{by.At.Minute:00}, order {by.OrderNumber})");

    private static Explanation Of(MealPeriod mealPeriod) => mealPeriod switch
    {
        MealPeriod.Breakfast => new("早餐", "breakfast"),
        MealPeriod.Lunch => new("午餐", "lunch"),
        MealPeriod.Dinner => new("晚餐", "dinner"),
    };

    private static string Plain(decimal percent) => percent.ToString("0.############################", CultureInfo.InvariantCulture);
}
