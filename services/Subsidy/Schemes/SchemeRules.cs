using System.Text.RegularExpressions;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>What a scheme must be to be saved. The engine itself would take any; these keep out what cannot have been meant.</summary>
internal static partial class SchemeRules
{
    public const long MostFen = 100_000_000;
    public const int OldestAge = 150;
    private static readonly string[] Required =
        ["name", "subdistrict", "limits", "rounding", "stacking", "onNoShow"];

    public static void Check(JsonField body, Scheme scheme, FieldErrors errors)
    {
        foreach (var name in Required.Where(name => body[name].IsAbsent))
            errors.Add(name, "is required", "必填");
        if (!CodePattern().IsMatch(scheme.Code))
            errors.Add("code", "must be 1 to 40 letters, digits and hyphens", "须为 1 至 40 个字母、数字或连字符");
        MustBeShortText(scheme.Name, 100, "name", errors);
        MustBeShortText(scheme.Subdistrict, 40, "subdistrict", errors);
        if (scheme.EffectiveTo < scheme.EffectiveFrom)
            errors.Add("effectiveTo", "must not be before effectiveFrom", "不能早于开始日期");
        MustBeAChoice(scheme.Sites, "sites", errors);
        MustBeAChoice(scheme.MealPeriods, "mealPeriods", errors);
        MustBeAChoice(scheme.Channels, "channels", errors);
        if (scheme.Base == SubsidyBase.Delivery && scheme.Channels is { } channels && !channels.Contains(Fulfilment.Delivery))
            errors.Add("channels", "a subsidy of the delivery fee needs the channel delivery", "补贴送餐费，须包含“送餐上门”");
        if (scheme.MinSpend is { } min)
            MustLieWithin(min.Fen, 0, MostFen, "minSpend.fen", errors);
        CheckTiers(scheme.Tiers, errors);
        CheckAmounts(scheme, errors);
        CheckFunders(scheme.Funders, errors);
    }

    private static void CheckTiers(IReadOnlyList<Tier> tiers, FieldErrors errors)
    {
        if (tiers.Count is 0 or > 50)
            errors.Add("tiers", "must be 1 to 50", "须有 1 至 50 档");
        for (var i = 0; i < tiers.Count && i < 50; i++)
        {
            var (tier, path) = (tiers[i], $"tiers[{i}]");
            MustBeShortText(tier.Name, 40, path + ".name", errors);
            if (tiers.Take(i).Any(earlier => earlier.Name == tier.Name))
                errors.Add(path + ".name", "is the name of an earlier tier", "与前面的档次重名");
            CheckCondition(tier.When, path + ".when", errors);
            CheckBenefit(tier.Benefit, path + ".benefit", errors);
            if (TierMustBeReachable.IsCovered(tier.When, [.. tiers.Take(i).Select(earlier => earlier.When)], OldestAge))
                errors.Add(path + ".when", "never applies: earlier tiers take everybody it names", $"「{tier.Name}」永远用不上：它的人都已归前面的档次");
        }
    }

    private static void CheckCondition(TierCondition when, string path, FieldErrors errors)
    {
        MustLieWithin(when.MinAge, 0, OldestAge, path + ".minAge", errors);
        MustLieWithin(when.MaxAge, 0, OldestAge, path + ".maxAge", errors);
        if (when.MinAge > when.MaxAge)
            errors.Add(path + ".maxAge", "must not be below minAge", "不能小于最低年龄");
        foreach (var (name, codes) in new[] { ("anyOf", when.AnyOf), ("allOf", when.AllOf), ("noneOf", when.NoneOf) })
            if (codes.Count > 50 || codes.Any(code => code.Length is 0 or > 40) || codes.Distinct().Count() != codes.Count)
                errors.Add($"{path}.{name}", "must be at most 50 different codes of 1 to 40 characters", "最多 50 个不重复的类别代码，每个不超过 40 字");
        if (when.AllOf.Any(when.NoneOf.Contains))
            errors.Add(path + ".noneOf", "names a category that allOf asks for", "不能既要求又排除同一类别");
        if (when.AnyOf.Count > 0 && when.AnyOf.All(when.NoneOf.Contains))
            errors.Add(path + ".noneOf", "names every category of anyOf", "把“具备任一”的类别全排除了");
    }

    private static void CheckBenefit(Benefit benefit, string path, FieldErrors errors)
    {
        switch (benefit)
        {
            case Benefit.PercentOff percent:
                MustBePercent(percent.Percent, path + ".percent", errors);
                MustLieWithin(percent.CapFen, 1, MostFen, path + ".capFen", errors);
                break;
            case Benefit.Fixed @fixed:
                MustLieWithin(@fixed.AmountFen, 1, MostFen, path + ".amountFen", errors);
                break;
            case Benefit.Copay copay:
                MustLieWithin(copay.ResidentPaysFen, 0, MostFen, path + ".residentPaysFen", errors);
                MustLieWithin(copay.CapFen, 1, MostFen, path + ".capFen", errors);
                break;
        }
    }

    private static void CheckAmounts(Scheme scheme, FieldErrors errors)
    {
        MustLieWithin(scheme.Limits.MealsPerDay, 1, 100, "limits.mealsPerDay", errors);
        MustLieWithin(scheme.Limits.MealsPerMealPeriod, 1, 100, "limits.mealsPerMealPeriod", errors);
        MustLieWithin(scheme.Limits.MealsPerMonth, 1, 3_100, "limits.mealsPerMonth", errors);
        MustLieWithin(scheme.Limits.FenPerMonth, 1, MostFen, "limits.fenPerMonth", errors);
        MustLieWithin(scheme.Rounding.UnitFen, 1, 10_000, "rounding.unitFen", errors);
        MustLieWithin(scheme.Stacking.Order, -1_000_000, 1_000_000, "stacking.order", errors);
        if (scheme.Stacking.Group is { } group)
            MustBeShortText(group, 40, "stacking.group", errors);
    }

    private static void CheckFunders(IReadOnlyList<Funder> funders, FieldErrors errors)
    {
        if (funders.Count is 0 or > 10)
            errors.Add("funders", "must be 1 to 10", "须有 1 至 10 个出资预算");
        for (var i = 0; i < funders.Count && i < 10; i++)
        {
            if (!CodePattern().IsMatch(funders[i].Budget))
                errors.Add($"funders[{i}].budget", "must be the code of a budget", "须为预算代码（字母、数字、连字符）");
            MustBePercent(funders[i].SharePercent, $"funders[{i}].sharePercent", errors);
        }
        if (funders.Select(funder => funder.Budget).Distinct().Count() != funders.Count)
            errors.Add("funders", "must name different budgets", "同一预算只能写一次");
        if (funders.All(funder => funder.SharePercent is > 0 and <= 100) && funders.Sum(funder => funder.SharePercent) != 100)
            errors.Add("funders", FormattableString.Invariant($"shares must add to 100, not {funders.Sum(funder => funder.SharePercent):0.##}"), FormattableString.Invariant($"出资比例合计须为 100%，现在是 {funders.Sum(funder => funder.SharePercent):0.##}%"));
    }

    public static bool IsCode(string code) => CodePattern().IsMatch(code);

    private static void MustBeShortText(string text, int most, string path, FieldErrors errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > most)
            errors.Add(path, $"must be 1 to {most} characters", $"须为 1 至 {most} 个字");
    }

    private static void MustBeAChoice<T>(IReadOnlyList<T>? choice, string path, FieldErrors errors)
    {
        if (choice is null)
            return;
        if (choice.Count is 0 or > 200 || choice.Distinct().Count() != choice.Count || choice.Any(c => c is string { Length: 0 or > 40 }))
            errors.Add(path, "must be null for all, or a list without repetition", "至少选一项，且不能重复");
    }

    private static void MustLieWithin(long? value, long least, long most, string path, FieldErrors errors)
    {
        if (value < least || value > most)
            errors.Add(path, $"must be {least} to {most}", path.EndsWith("Fen", StringComparison.Ordinal) || path.EndsWith(".fen", StringComparison.Ordinal)
                ? $"须在 {new BuildingBlocks.Money.Fen(least).ToYuan()} 至 {new BuildingBlocks.Money.Fen(most).ToYuan()} 元之间"
                : $"须在 {least} 至 {most} 之间");
    }

    private static void MustBePercent(decimal percent, string path, FieldErrors errors)
    {
        if (percent is <= 0 or > 100 || decimal.Round(percent, 2) != percent)
            errors.Add(path, "must be above 0 and at most 100, with two decimals", "须大于 0、不超过 100，最多两位小数");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9-]{0,39}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodePattern();
}
