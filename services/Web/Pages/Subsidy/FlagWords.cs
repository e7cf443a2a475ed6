using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>The screen's words for flags; an unknown one is shown as it is.</summary>
internal static class FlagWords
{
    public static readonly string[] Statuses = ["open", "confirmed", "cleared", "lapsed"];

    public static string Status(string word) => word switch { "open" => T("待处理"), "lapsed" => T("已自行消失"), "cleared" => T("已排除"), "confirmed" => T("属实"), _ => word };

    /// <summary>A rule's name in the reader's language; the flag itself has the Chinese.</summary>
    public static string Rule(Flag flag, IReadOnlyList<FlagRule> rules) => rules.FirstOrDefault(r => r.Rule == flag.Rule)?.Name.Text ?? flag.RuleName;

    public static string ClawBack(string? word) => word is null ? "" : SettlementWords.ClawBackStatus(word);
}
