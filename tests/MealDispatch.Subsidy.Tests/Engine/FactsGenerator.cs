using FsCheck;
using FsCheck.Fluent;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>Random facts, dense enough that schemes meet, budgets run out and limits bind.</summary>
internal static class FactsGenerator
{
    private static readonly LocalDate Start = new(2025, 6, 20);

    public static Arbitrary<SubsidyFacts> Facts { get; } = Arb.From(
        from schemes in Gen.ListOf(Schemes()).Resize(6)
        from food in Amount(2500)
        from fee in Amount(600)
        from day in Gen.Choose(0, 20)
        from born in Gen.Choose(50, 90)
        from status in Gen.Frequency((19, Gen.Constant(ResidentStatus.Active)), (1, Gen.Constant(ResidentStatus.Paused)))
        from categories in Gen.SubListOf("dibao", "disabled", "hukou")
        from period in Gen.Elements(Enum.GetValues<MealPeriod>())
        from channel in Gen.Elements(Enum.GetValues<Fulfilment>())
        from usage in Gen.ListOf(Usages()).Resize(5)
        from town in Budget("town")
        from merchant in Budget("merchant")
        select new SubsidyFacts(
            new ResidentFacts(status, new LocalDate(2025 - born, 7, 1), [.. categories.Select(c => new ResidentCategory(c, null, null))]),
            "c1",
            Start.PlusDays(day),
            period,
            channel,
            food,
            fee,
            [.. schemes.DistinctBy(scheme => scheme.Code)],
            usage.DistinctBy(u => u.Code).ToDictionary(u => u.Code, u => u.Usage),
            [town, merchant]));

    private static Gen<Scheme> Schemes() =>
        from code in Gen.Elements("A", "B", "C", "D", "E", "F")
        from part in Gen.Elements(Enum.GetValues<SubsidyBase>())
        from benefit in Benefits()
        from minAge in Gen.Elements<long?>(null, 60, 70, 80)
        from anyOf in Gen.Elements<string[]>([], [], ["dibao"], ["disabled", "hukou"])
        from minSpend in Gen.Elements<MinSpend?>(null, null, new MinSpend(800, false), new MinSpend(800, true))
        from limits in LimitsOf()
        from rounding in Gen.Elements(new Rounding(RoundingMode.Down, 1), new Rounding(RoundingMode.HalfUp, 10))
        from order in Gen.Choose(1, 4)
        from inGroup in Gen.Elements<string?>(null, null, "g", "h")
        from stackedOn in Gen.Elements(Enum.GetValues<StackedOn>())
        from share in Gen.Choose(1, 9999)
        from payee in Gen.Frequency((4, Gen.Constant(Payee.Resident)), (1, Gen.Constant(Payee.Operator)))
        select Examples.HalfPrice with
        {
            Code = code,
            Base = part,
            MinSpend = minSpend,
            Tiers = [new Tier("some", new TierCondition(minAge, null, anyOf, [], []), benefit)],
            Limits = limits,
            Rounding = rounding,
            Stacking = new Stacking(order, inGroup, stackedOn),
            Funders = [new Funder("town", share / 100m), new Funder("merchant", (10_000 - share) / 100m)],
            Payee = payee,
        };

    private static Gen<Benefit> Benefits() => Gen.OneOf(
        from percent in Gen.Choose(1, 10_000)
        from cap in Gen.Elements<long?>(null, 300, 600)
        select (Benefit)new Benefit.PercentOff(percent / 100m, cap),
        from amount in Gen.Choose(1, 900)
        select (Benefit)new Benefit.Fixed(amount),
        from pays in Gen.Choose(0, 900)
        from cap in Gen.Elements<long?>(null, 300, 600)
        select (Benefit)new Benefit.Copay(pays, cap));

    private static Gen<Limits> LimitsOf() =>
        from day in Gen.Elements<long?>(null, 1, 2)
        from period in Gen.Elements<long?>(null, null, 1)
        from month in Gen.Elements<long?>(null, null, 20)
        from fen in Gen.Elements<long?>(null, null, 9000)
        select new Limits(day, period, month, fen);

    private static Gen<(string Code, Usage Usage)> Usages() =>
        from code in Gen.Elements("A", "B", "C", "D", "E", "F")
        from day in Gen.Choose(0, 1)
        from month in Gen.Choose(day, 20)
        from fen in Gen.Choose(8000, 9000)
        select (code, new Usage(day, day, month, fen));

    private static Gen<BudgetLeft> Budget(string code) =>
        from left in Gen.OneOf(Gen.Constant(1_000_000), Gen.Choose(0, 800))
        from exhausted in Gen.Elements(Enum.GetValues<WhenExhausted>())
        select new BudgetLeft(code, left, exhausted);

    private static Gen<long> Amount(int most) => Gen.Frequency((9, Gen.Choose(0, most)), (1, Gen.Constant(0))).Select(fen => (long)fen);
}
