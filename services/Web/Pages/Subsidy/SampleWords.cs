using System.Globalization;
using System.Text.Json.Nodes;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>What a sample says, in words.</summary>
internal static class SampleWords
{
    public static string Basis(string word) => word switch { "received" => T("已收到的餐"), "settled" => T("已批准结算的餐"), _ => word };

    public static string Outcome(string? word) => word switch
    {
        "confirmed" => T("收到了"),
        "denied" => T("没有收到"),
        "not-reached" => T("没有接通"),
        null => T("还没有打"),
        _ => word,
    };

    /// <summary>A rate and its interval.</summary>
    public static string Rate(JsonNode estimate) =>
        estimate["rate"] is { } rate ? T("{0}（{1} 至 {2}）", Percent(rate), Percent(estimate["low"]), Percent(estimate["high"])) : T("还没有人回答");

    /// <summary>What that is worth, yuan.</summary>
    public static string Fen(JsonNode estimate) =>
        estimate["deniedFen"] is { } fen
            ? T("{0}（{1} 至 {2}）", SchemeWords.Yuan(fen), SchemeWords.Yuan(estimate["lowFen"]), SchemeWords.Yuan(estimate["highFen"]))
            : "—";

    /// <summary>王*兰: who telephones knows whom to ask for, who finds the sheet does not.</summary>
    public static string Name(string? name)
    {
        var parts = StringInfo.ParseCombiningCharacters(name ?? "");
        return parts.Length switch
        {
            0 => "—",
            1 => name!,
            2 => StringInfo.GetNextTextElement(name!) + "*",
            _ => $"{StringInfo.GetNextTextElement(name!)}*{StringInfo.GetNextTextElement(name!, parts[^1])}",
        };
    }

    private static string Percent(JsonNode? rate) => ((decimal)rate! * 100).ToString("0.0", CultureInfo.InvariantCulture) + "%";
}
