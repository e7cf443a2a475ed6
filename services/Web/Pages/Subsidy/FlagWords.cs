namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>The screen's words for flags; an unknown one is shown as it is.</summary>
internal static class FlagWords
{
    public static readonly string[] Statuses = ["open", "confirmed", "cleared", "lapsed"];

    public static string Status(string word) => word switch { "open" => "待处理", "lapsed" => "已自行消失", "cleared" => "已排除", "confirmed" => "属实", _ => word };

    public static string ClawBack(string? word) => word is null ? "" : SettlementWords.ClawBackStatus(word);
}
