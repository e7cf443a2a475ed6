namespace MealDispatch.Subsidy.Flags;

/// <summary>A number that a subdistrict may set.</summary>
internal sealed record Threshold(string Name, int Default, int Min, int Max, string Zh, string En);

/// <summary>One kind of thing that looks wrong: a pure function from a month's facts to what is found in them.</summary>
internal sealed record FlagRule(
    string Code, string Zh, string En, IReadOnlyList<Threshold> Thresholds, Func<MonthFacts, Thresholds, IEnumerable<Finding>> Find)
{
    public Thresholds Defaults => new(Thresholds.ToDictionary(t => t.Name, t => t.Default));
}

/// <summary>A rule's numbers as they hold for one subdistrict.</summary>
internal sealed record Thresholds(IReadOnlyDictionary<string, int> Values)
{
    public int this[string name] => Values[name];
}
