using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record TwoLanguages(string Zh, string En)
{
    /// <summary>In the language of the reader.</summary>
    public string Text => English ? En : Zh;
}

internal sealed record Flag(
    Guid Id, string Rule, string RuleName, int Round, string Month, string SiteCode, LocalDate ServiceDate, TwoLanguages Reason, int Meals, long AmountFen,
    string Status, Instant FoundAt, Guid? DecidedBy, Instant? DecidedAt, string? Note, int Version, IReadOnlyList<FlagMeal>? Evidence);

internal sealed record FlagMeal(
    Guid DecisionId, string OrderNumber, string SiteCode, LocalDate ServiceDate, Instant? ReceivedAt, long AmountFen, string? ClawBack);

internal sealed record FlagClawBacks(IReadOnlyList<ClawBack> Requested, IReadOnlyList<FlagSkipped> Skipped);

internal sealed record FlagSkipped(Guid DecisionId, string Code);

internal sealed record MonthChecked(int Meals, int Found, int Open);

internal sealed record FlagRule(string Rule, TwoLanguages Name, bool Enabled, IReadOnlyList<FlagThreshold> Thresholds, int Version);

internal sealed record FlagThreshold(string Name, TwoLanguages Meaning, int Value, int Default, int Min, int Max);

internal sealed record FlagRuleChange(int Version, bool Enabled, IReadOnlyDictionary<string, int> Thresholds, Guid By, Instant At);
