using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;

namespace MealDispatch.Subsidy.Tests.Engine;

public sealed class EnginePropertiesTests
{
    [Fact]
    public void Amounts_NeverExceedWhatIsLeftToPay() => ForAllFacts(facts =>
    {
        var (food, fee) = (facts.FoodFen, facts.DeliveryFeeFen);
        foreach (var grant in SubsidyEngine.Decide(facts).Grants)
        {
            Assert.InRange(grant.FoodFen, 0, food);
            Assert.InRange(grant.DeliveryFen, 0, fee);
            Assert.Equal(grant.AmountFen, grant.FoodFen + grant.DeliveryFen);
            if (grant.Payee == Payee.Resident)
                (food, fee) = (food - grant.FoodFen, fee - grant.DeliveryFen);
        }
        Assert.Equal(facts.FoodFen + facts.DeliveryFeeFen - SubsidyEngine.Decide(facts).TotalFen, food + fee);
    });

    [Fact]
    public void Caps_AreHeld() => ForAllFacts(facts =>
    {
        foreach (var grant in SubsidyEngine.Decide(facts).Grants)
        {
            var cap = facts.Schemes.Single(s => s.Code == grant.Scheme).Tiers[0].Benefit switch
            {
                Benefit.PercentOff percent => percent.CapFen,
                Benefit.Fixed @fixed => @fixed.AmountFen,
                Benefit.Copay copay => copay.CapFen,
                _ => throw new InvalidOperationException(),
            };
            Assert.True(grant.AmountFen <= (cap ?? long.MaxValue));
        }
    });

    [Fact]
    public void Grants_AreNeverZero_AndAreTheSumOfTheirFunders() => ForAllFacts(facts =>
    {
        foreach (var grant in SubsidyEngine.Decide(facts).Grants)
        {
            Assert.True(grant.AmountFen > 0);
            Assert.Equal(grant.AmountFen, grant.Funders.Sum(part => part.GivenFen));
            Assert.All(grant.Funders, part => Assert.InRange(part.GivenFen, 0, part.ShareFen));
        }
    });

    [Fact]
    public void Budgets_AreNeverOverdrawn() => ForAllFacts(facts =>
    {
        var given = SubsidyEngine.Decide(facts).Grants.SelectMany(grant => grant.Funders).ToLookup(part => part.Budget, part => part.GivenFen);
        foreach (var budget in facts.Budgets)
            Assert.InRange(given[budget.Code].Sum(), 0, budget.LeftFen);
    });

    [Fact]
    public void Limits_AreHeldOverTheGroup() => ForAllFacts(facts =>
    {
        var decision = SubsidyEngine.Decide(facts);
        foreach (var grant in decision.Grants)
        {
            var scheme = facts.Schemes.Single(s => s.Code == grant.Scheme);
            var members = facts.Schemes.Where(s => s.RightKey == scheme.RightKey).Select(s => s.Code).ToList();
            var used = facts.Usage.Where(usage => members.Contains(usage.Key)).Select(usage => usage.Value).ToList();
            Assert.True(used.Sum(u => u.DayMeals) + 1 <= (scheme.Limits.MealsPerDay ?? long.MaxValue));
            Assert.True(used.Sum(u => u.MealPeriodMeals) + 1 <= (scheme.Limits.MealsPerMealPeriod ?? long.MaxValue));
            Assert.True(used.Sum(u => u.MonthMeals) + 1 <= (scheme.Limits.MealsPerMonth ?? long.MaxValue));
            Assert.True(used.Sum(u => u.MonthFen) + grant.AmountFen <= (scheme.Limits.FenPerMonth ?? long.MaxValue));
            Assert.Single(decision.Grants, other => other.RightKey == grant.RightKey);
        }
    });

    [Fact]
    public void EachScheme_IsEitherGrantedOrRefused() => ForAllFacts(facts =>
    {
        var decision = SubsidyEngine.Decide(facts);
        if (facts.Resident.Status == ResidentStatus.Active)
            Assert.Equal(
                facts.Schemes.Select(s => s.Code).Order(),
                decision.Grants.Select(g => g.Scheme).Concat(decision.Refusals.Select(r => r.Scheme!)).Order());
        else
            Assert.Equal([new Refusal(null, null, RefusalReason.ResidentNotActive)], decision.Refusals);
    });

    [Fact]
    public void OrderOfTheSchemesGiven_DoesNotMatter() => ForAllFacts(facts =>
        Assert.Equal(Written(facts), Written(facts with { Schemes = [.. facts.Schemes.Reverse()] })));

    [Fact]
    public void OperatorPayee_NeverLowersWhatTheResidentPays() => ForAllFacts(facts =>
    {
        // Without the operators' schemes and outside their budgets and groups, the resident's grants are the same.
        var apart = facts with
        {
            Schemes = [.. facts.Schemes.Select(s => s.Payee == Payee.Operator ? s with { Funders = [new Funder("other", 100)], Stacking = s.Stacking with { Group = null } } : s)],
            Budgets = [.. facts.Budgets, new BudgetLeft("other", 1_000_000, WhenExhausted.Stop)],
        };
        var without = apart with { Schemes = [.. apart.Schemes.Where(s => s.Payee == Payee.Resident)] };
        // A group's rights are counted over its members: the usage of those taken out must not count for either.
        apart = apart with { Usage = without.Usage.Where(u => without.Schemes.Any(s => s.Code == u.Key)).ToDictionary() };
        without = without with { Usage = apart.Usage };

        Assert.Equal(SubsidyEngine.Decide(without).TotalFen, SubsidyEngine.Decide(apart).TotalFen);
    });

    [Fact]
    public void Decision_AgainFromStoredSchemes_IsTheSame() => ForAllFacts(facts =>
    {
        var stored = facts.Schemes.Select(s => JsonSerializer.SerializeToElement(s, EngineJson.Options));

        Assert.Equal(Written(facts), Written(facts with { Schemes = [.. stored.Select(SchemeReader.Read)] }));
    });

    /// <summary>Extremes anywhere give a decision, never an overflow.</summary>
    [Fact]
    public void Extremes_GiveADecision()
    {
        long[] extremes = [long.MinValue, -1, 0, 1, long.MaxValue];
        var gen =
            from n in Gen.Elements(extremes).ArrayOf(16)
            from percent in Gen.Elements(decimal.MinValue, -50m, 0m, 33.339999999999996m, 50m, 0.0000000000000000000000000001m, decimal.MaxValue)
            from kind in Gen.Choose(0, 2)
            from part in Gen.Elements(Enum.GetValues<SubsidyBase>())
            from mode in Gen.Elements(Enum.GetValues<RoundingMode>())
            select (Facts(n, percent, kind, part, mode), n);
        Prop.ForAll(Arb.From(gen), given =>
        {
            var decision = SubsidyEngine.Decide(given.Item1);
            Assert.True(decision.TotalFen >= 0);
            Assert.All(decision.Grants, grant => Assert.True(grant.AmountFen > 0));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

        static SubsidyFacts Facts(long[] n, decimal percent, int kind, SubsidyBase part, RoundingMode mode)
        {
            Benefit benefit = kind switch
            {
                0 => new Benefit.PercentOff(percent, n[0]),
                1 => new Benefit.Fixed(n[0]),
                _ => new Benefit.Copay(n[0], n[1]),
            };
            var scheme = Examples.HalfPrice with
            {
                Base = part,
                Tiers = [new Tier("t", new TierCondition(null, n[2], [], [], []), benefit)],
                Limits = new Limits(null, null, null, n[3]),
                Rounding = new Rounding(mode, n[4]),
                Stacking = new Stacking(n[5], "g", StackedOn.Remaining),
                Funders = [new Funder("town", percent), new Funder("town", 50), new Funder("other", percent)],
            };
            return Examples.AMeal(scheme, scheme with { Code = "X" }, scheme with { Code = "Y", Stacking = new Stacking(n[6], null, StackedOn.Original) }) with
            {
                FoodFen = n[7],
                DeliveryFeeFen = n[8],
                Usage = new Dictionary<string, Usage> { ["X"] = new(n[9], n[10], n[11], n[12]), ["HX-2025"] = new(n[13], n[13], n[13], n[13]) },
                Budgets = [new BudgetLeft("town", n[14], WhenExhausted.Partial), new BudgetLeft("other", n[15], WhenExhausted.Partial)],
            };
        }
    }

    private static string Written(SubsidyFacts facts) => JsonSerializer.Serialize(SubsidyEngine.Decide(facts), EngineJson.Options);

    private static void ForAllFacts(Action<SubsidyFacts> holds) =>
        Prop.ForAll(FactsGenerator.Facts, holds).Check(Config.QuickThrowOnFailure.WithMaxTest(500));
}
