using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>A scheme and the facts of one meal, to be varied with <c>with</c>.</summary>
internal static class Examples
{
    public static readonly LocalDate ServiceDate = new(2025, 7, 1);

    public static readonly Scheme HalfPrice = new(
        "HX-2025", "华新镇助餐补贴", "huaxin", 1, new LocalDate(2025, 6, 25), null, null, null, null, SubsidyBase.Food, null,
        [new Tier("60+", From(60), new Benefit.PercentOff(50, 600))],
        new Limits(1, null, null, null),
        new Rounding(RoundingMode.Down, 1),
        new Stacking(10, null, StackedOn.Remaining),
        [new Funder("town", 100)],
        Payee.Resident,
        OnNoShow.Consume);

    public static TierCondition From(long? minAge, long? maxAge = null) => new(minAge, maxAge, [], [], []);

    public static Scheme AFixed(string code, long amountFen, long order = 10, string? group = null) => HalfPrice with
    {
        Code = code,
        Tiers = [new Tier("60+", From(60), new Benefit.Fixed(amountFen))],
        Stacking = new Stacking(order, group, StackedOn.Remaining),
    };

    public static SubsidyFacts AMeal(params Scheme[] schemes) => new(
        new ResidentFacts(ResidentStatus.Active, new LocalDate(1950, 3, 15), []),
        "c1", ServiceDate, MealPeriod.Lunch, Fulfilment.Delivery, 1600, 300, schemes,
        new Dictionary<string, Usage>(), [new BudgetLeft("town", 100_000_000, WhenExhausted.Stop)]);

    public static SubsidyFacts Used(this SubsidyFacts facts, string scheme, Usage usage) =>
        facts with { Usage = new Dictionary<string, Usage>(facts.Usage) { [scheme] = usage } };
}
