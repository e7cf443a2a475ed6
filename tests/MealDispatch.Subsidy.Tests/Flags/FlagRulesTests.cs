using MealDispatch.Subsidy.Flags;

namespace MealDispatch.Subsidy.Tests.Flags;

/// <summary>What the rules find in a month, by their usual thresholds: nothing in honest ones, and each planted fraud.</summary>
public sealed class FlagRulesTests
{
    private static readonly AMonth Honest = new(17);

    public static TheoryData<string> Kinds => [.. Frauds.All.Keys];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void CleanMonth_OfAThousandsMeals_HasNoFlags(int seed)
    {
        var month = new AMonth(seed).Facts();

        Assert.InRange(month.Meals.Count, 2500, 4000);
        Assert.Empty(Look(month).Select(f => $"{f.Rule}: {f.Finding.En}"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public void PlantedFraud_IsFoundByItsRule_AndNobodyElseIsFlagged(string kind)
    {
        var (rule, plant) = Frauds.All[kind];
        var month = Honest.Copy();
        var planted = Plant(month, plant);

        var found = Look(month.Facts());

        var flagged = found.Where(f => f.Rule == rule).SelectMany(f => f.Finding.Meals).Select(m => m.OrderNumber).ToHashSet();
        Assert.True(flagged.Count > 0, $"not found: {string.Join(", ", found.Select(f => f.Rule))}");
        Assert.Superset(planted.Select(m => m.OrderNumber).ToHashSet(), flagged);
        Assert.All(found.Select(f => f.Finding), f => Assert.Equal((true, true, true), (f.Zh.Length is > 10 and <= 500, f.En.Length is > 20 and <= 500, f.Key.Length is > 3 and <= 150)));
        var innocent = found.Where(f => !f.Finding.Meals.Any(m => planted.Any(p => p.OrderNumber == m.OrderNumber))).Select(f => $"{f.Rule}: {f.Finding.En}");
        Assert.Empty(innocent);
    }

    [Fact]
    public void EveryRule_HasAFraud()
    {
        Assert.Equal(FlagRules.All.Select(r => r.Code).Order(), Frauds.All.Values.Select(f => f.Rule).Distinct().Order());
    }

    [Fact]
    public void Thresholds_DecideWhatIsFound()
    {
        var month = Honest.Copy();
        Plant(month, Frauds.All["cards at three in the morning"].Plant);
        var rule = FlagRules.Of("outside-hours")!;

        Assert.NotEmpty(rule.Find(month.Facts(), rule.Defaults));
        Assert.Empty(rule.Find(month.Facts(), new Thresholds(new Dictionary<string, int>(rule.Defaults.Values) { ["minutes"] = 600 })));
    }

    [Fact]
    public void Thresholds_AreWithinTheirOwnBounds()
    {
        foreach (var threshold in FlagRules.All.SelectMany(r => r.Thresholds))
            Assert.InRange(threshold.Default, threshold.Min, threshold.Max);
        Assert.Equal(FlagRules.All.Count, FlagRules.All.Select(r => r.Code).Distinct().Count());
    }

    /// <summary>The planted meals stand in place of what those residents honestly ate on those days.</summary>
    private static List<Meal> Plant(AMonth month, Func<AMonth, IEnumerable<Meal>> plant)
    {
        var planted = plant(month).ToList();
        var days = planted.Select(m => (m.ResidentId, m.ServiceDate)).ToHashSet();
        month.Meals.RemoveAll(m => days.Contains((m.ResidentId, m.ServiceDate)));
        month.Meals.AddRange(planted);
        return planted;
    }

    private static List<(string Rule, Finding Finding)> Look(MonthFacts month) =>
        [.. FlagRules.All.SelectMany(rule => rule.Find(month, rule.Defaults).Select(finding => (rule.Code, finding)))];
}
