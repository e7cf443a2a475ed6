using MealDispatch.Contracts;
using MealDispatch.Subsidy.Budgets;
using MealDispatch.Subsidy.Engine;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>What an officer should look at again: lawful, and perhaps meant.</summary>
/// <param name="Field">Where in the scheme's JSON.</param>
/// <param name="Code">Kebab-case, stable.</param>
internal sealed record SchemeWarning(string Field, string Code, string Zh, string En);

/// <summary>What the subdistrict has beside the scheme that is looked at.</summary>
/// <param name="Others">Schemes of other codes that stand.</param>
internal sealed record SchemeSurroundings(
    IReadOnlyList<Scheme> Others, IReadOnlyList<Budget> Budgets, IReadOnlySet<string> KnownSites, LocalDate Today);

/// <summary>Warnings about one scheme; none of them keeps it from being saved.</summary>
internal static class SchemeAdvice
{
    public static IReadOnlyList<SchemeWarning> Of(Scheme scheme, SchemeSurroundings around) =>
    [
        .. TierAdvice.Of(scheme.Tiers),
        .. OfLimits(scheme),
        .. OfBenefits(scheme),
        .. OfSites(scheme, around),
        .. OfBudgets(scheme, around),
        .. OfNeighbours(scheme, around),
        .. OfDates(scheme, around),
    ];

    private static IEnumerable<SchemeWarning> OfLimits(Scheme scheme)
    {
        var limits = scheme.Limits;
        if (limits == Limits.None)
            yield return new("limits", "no-limit", "没有任何限制：同一位老人每餐都补贴", "no limit at all: every meal of a resident is subsidised");
        if (limits.MealsPerMealPeriod >= limits.MealsPerDay)
            yield return new(
                "limits.mealsPerMealPeriod", "limit-without-effect", $"每日已限 {limits.MealsPerDay} 餐，每餐次的限制不起作用",
                $"{limits.MealsPerDay} a day already hold: the limit per meal period has no effect");
        if (limits.MealsPerMonth >= 31 * limits.MealsPerDay)
            yield return new(
                "limits.mealsPerMonth", "limit-without-effect", $"每日已限 {limits.MealsPerDay} 餐，每月 {limits.MealsPerMonth} 餐的限制不起作用",
                $"{limits.MealsPerDay} a day already hold: {limits.MealsPerMonth} a month has no effect");
    }

    private static IEnumerable<SchemeWarning> OfBenefits(Scheme scheme)
    {
        for (var i = 0; i < scheme.Tiers.Count; i++)
        {
            var (tier, path) = (scheme.Tiers[i], $"tiers[{i}].benefit");
            if (tier.Benefit is Benefit.PercentOff { CapFen: null })
                yield return new(path + ".capFen", "no-cap", $"「{tier.Name}」按比例补贴，没有封顶", $"\"{tier.Name}\": a percentage without a cap");
            if (tier.Benefit is Benefit.Copay { CapFen: null } && scheme.MinSpend is null)
                yield return new(path + ".capFen", "no-cap", $"「{tier.Name}」老人只付定额，补贴没有封顶", $"\"{tier.Name}\": the resident pays a fixed sum and the subsidy has no cap");
            if (tier.Benefit is Benefit.Copay && scheme.Payee == Payee.Operator)
                yield return new(
                    path + ".kind", "copay-to-operator", $"「{tier.Name}」补给助餐点的钱不减少老人应付，“老人只付”没有意义",
                    $"\"{tier.Name}\": money to the operator never lowers what the resident pays, so a copay says nothing");
        }
    }

    private static IEnumerable<SchemeWarning> OfSites(Scheme scheme, SchemeSurroundings around)
    {
        foreach (var site in (scheme.Sites ?? []).Where(site => !around.KnownSites.Contains(site)))
            yield return new("sites", "unknown-site", $"没有代码为 {site} 的助餐点", $"there is no site {site}");
        if (scheme.Base != SubsidyBase.Food && scheme.Channels is { } channels && !channels.Contains(Fulfilment.Delivery))
            yield return new("channels", "fee-without-delivery", "不含“送餐上门”，送餐费不会得到补贴", "without the channel delivery there is never a fee to subsidise");
    }

    private static IEnumerable<SchemeWarning> OfBudgets(Scheme scheme, SchemeSurroundings around)
    {
        for (var i = 0; i < scheme.Funders.Count; i++)
        {
            var (code, path) = (scheme.Funders[i].Budget, $"funders[{i}].budget");
            // An empty one is an error already.
            if (code.Length == 0)
                continue;
            if (around.Budgets.FirstOrDefault(b => b.Code == code) is not { } budget)
            {
                yield return new(path, "unknown-budget", $"没有代码为 {code} 的预算：设立之前补不了", $"there is no budget {code}: until then nothing is granted");
                continue;
            }
            if (budget.From > scheme.EffectiveFrom)
                yield return new(path, "budget-opens-later", $"预算 {code} 从 {budget.From:uuuu-MM-dd} 才开始，之前补不了", $"budget {code} opens on {budget.From:uuuu-MM-dd}: nothing is granted before");
            if (budget.To is { } last && (scheme.EffectiveTo is null || last < scheme.EffectiveTo))
                yield return new(path, "budget-closes-earlier", $"预算 {code} 到 {last:uuuu-MM-dd} 为止，之后补不了", $"budget {code} closes on {last:uuuu-MM-dd}: nothing is granted after");
            if (budget.RemainingFen <= 0)
                yield return new(path, "budget-empty", $"预算 {code} 已经用完", $"budget {code} has nothing left");
        }
    }

    private static IEnumerable<SchemeWarning> OfNeighbours(Scheme scheme, SchemeSurroundings around)
    {
        var meeting = around.Others.Where(other => SchemesMustMakeSense.CanMeet(scheme, other)).ToList();
        foreach (var other in meeting.DistinctBy(other => other.Code))
        {
            if (scheme.Stacking.Group is { } group && other.Stacking.Group == group)
                yield return new(
                    "stacking.group", "excludes", $"与「{other.Name}」（{other.Code}）同组，同一餐只给较高的一项", $"in one group with {other.Code}: of the two only the larger applies to a meal");
            else if (scheme.Stacking.Order == other.Stacking.Order)
                yield return new(
                    "stacking.order", "same-order", $"与「{other.Name}」（{other.Code}）顺序相同，按代码先后计算", $"the same order as {other.Code}: the code decides which comes first");
        }
        if (scheme.Stacking.Group is { } alone && meeting.TrueForAll(other => other.Stacking.Group != alone))
            yield return new("stacking.group", "group-of-one", $"组「{alone}」里只有这一个方案", $"the group {alone} has no other scheme");
    }

    private static IEnumerable<SchemeWarning> OfDates(Scheme scheme, SchemeSurroundings around)
    {
        if (scheme.EffectiveTo < around.Today)
            yield return new("effectiveTo", "already-over", "结束日期已过，以后的餐不会按它补贴", "it is over already: no coming meal is decided by it");
        else if (scheme.EffectiveFrom < around.Today)
            yield return new("effectiveFrom", "started-already", "开始日期已过：已经核定的餐不会改变", "it starts in the past: what is decided already stays as it is");
    }
}
