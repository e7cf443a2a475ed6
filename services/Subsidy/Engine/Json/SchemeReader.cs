using System.Text.Json;
using MealDispatch.Contracts;

namespace MealDispatch.Subsidy.Engine.Json;

/// <summary>
/// Reads a scheme, checking JSON types and names only. What has a neutral meaning may be left out; whether the scheme makes
/// sense is asked when one is saved.
/// </summary>
internal static class SchemeReader
{
    public static Scheme Read(JsonElement scheme) => Read(JsonField.Root(scheme, new FieldErrors()));

    public static Scheme Read(JsonField scheme)
    {
        scheme.MustBeObject();
        var code = scheme["code"].Text();
        return new Scheme(
            code,
            scheme["name"].TextOrNull() ?? code,
            scheme["subdistrict"].TextOrNull() ?? "",
            (int)Math.Clamp(scheme["version"].WholeOrNull() ?? 1, int.MinValue, int.MaxValue),
            scheme["effectiveFrom"].Date(),
            scheme["effectiveTo"].DateOrNull(),
            scheme["sites"].ItemsOrNull(site => site.Text()),
            scheme["mealPeriods"].ItemsOrNull(period => period.OneOf<MealPeriod>()),
            scheme["channels"].ItemsOrNull(channel => channel.OneOf<Fulfilment>()),
            scheme["base"].OneOf<SubsidyBase>(),
            MinSpendOf(scheme["minSpend"]),
            scheme["tiers"].Items(TierOf),
            LimitsOf(scheme["limits"]),
            RoundingOf(scheme["rounding"]),
            StackingOf(scheme["stacking"]),
            scheme["funders"].Items(FunderOf),
            scheme["payee"].OneOf(Payee.Resident),
            scheme["onNoShow"].OneOf(OnNoShow.Consume));
    }

    private static MinSpend? MinSpendOf(JsonField min)
    {
        if (min.IsAbsent || !min.MustBeObject())
            return null;
        return new MinSpend(min["fen"].Whole(), !min["strict"].IsAbsent && min["strict"].Flag());
    }

    private static Tier TierOf(JsonField tier)
    {
        tier.MustBeObject();
        return new Tier(tier["name"].Text(), ConditionOf(tier["when"]), BenefitOf(tier["benefit"]));
    }

    private static TierCondition ConditionOf(JsonField when)
    {
        when.MustBeObject();
        return new TierCondition(
            when["minAge"].WholeOrNull(),
            when["maxAge"].WholeOrNull(),
            Codes(when["anyOf"]),
            Codes(when["allOf"]),
            Codes(when["noneOf"]));
    }

    private static Benefit BenefitOf(JsonField benefit)
    {
        benefit.MustBeObject();
        return benefit["kind"].OneOf<BenefitKind>() switch
        {
            BenefitKind.Percent => new Benefit.PercentOff(benefit["percent"].Number(), benefit["capFen"].WholeOrNull()),
            BenefitKind.Fixed => new Benefit.Fixed(benefit["amountFen"].Whole()),
            BenefitKind.Copay => new Benefit.Copay(benefit["residentPaysFen"].Whole(), benefit["capFen"].WholeOrNull()),
        };
    }

    private static Limits LimitsOf(JsonField limits)
    {
        if (limits.IsAbsent || !limits.MustBeObject())
            return Limits.None;
        return new Limits(
            limits["mealsPerDay"].WholeOrNull(),
            limits["mealsPerMealPeriod"].WholeOrNull(),
            limits["mealsPerMonth"].WholeOrNull(),
            limits["fenPerMonth"].WholeOrNull());
    }

    private static Rounding RoundingOf(JsonField rounding)
    {
        if (rounding.IsAbsent || !rounding.MustBeObject())
            return Fen.WholeFen;
        return new Rounding(rounding["mode"].OneOf<RoundingMode>(), rounding["unitFen"].Whole());
    }

    private static Stacking StackingOf(JsonField stacking)
    {
        stacking.MustBeObject();
        return new Stacking(stacking["order"].Whole(), stacking["group"].TextOrNull(), stacking["on"].OneOf(StackedOn.Remaining));
    }

    private static Funder FunderOf(JsonField funder)
    {
        funder.MustBeObject();
        return new Funder(funder["budget"].Text(), funder["sharePercent"].Number());
    }

    private static IReadOnlyList<string> Codes(JsonField codes) => codes.ItemsOrNull(code => code.Text()) ?? [];

    private enum BenefitKind { Percent, Fixed, Copay }
}
