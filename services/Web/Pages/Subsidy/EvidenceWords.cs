using System.Text.Json.Nodes;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>What is known of a meal, in the order in which it happens; what nobody told is left out.</summary>
internal static class EvidenceWords
{
    public static IEnumerable<(string Label, string Text)> Rows(JsonObject evidence, Func<JsonNode?, string> clock)
    {
        if ((string?)evidence["orderedBy"] is { } by)
            yield return ("下单", by switch { "resident" => "老人本人", "family" => "家属", "staff" => "工作人员", _ => by });
        if (evidence["payableFen"] is { } payable)
            yield return ("个人付款", $"{SchemeWords.Yuan(payable)} 元，{((string?)evidence["paymentMethod"] is { } method ? Words.Payment(method) : "没有记录付款方式")}");
        if (evidence["refundedFen"] is { } refunded)
            yield return ("退款", SchemeWords.Yuan(refunded) + " 元");
        foreach (var (field, label, more) in new[]
                 {
                     ("printedAt", "小票打印", ""), ("packedAt", "打包", ""), ("pickedUpAt", "骑手取餐", Courier(evidence)), ("atDoorAt", "骑手到门口", ""),
                     ("deliveredAt", "送达", Distance(evidence)), ("takenAt", "堂食或取餐", Presence(evidence)), ("notCollectedAt", "没有人来取", ""),
                     ("failedAt", "没有送到", Failure((string?)evidence["failure"])), ("cancelledAt", "取消", ""),
                     ("alertRaisedAt", "关怀告警", ""), ("alertClosedAt", "告警已处理", ""),
                     ("visitReportedAt", "探访报告", (string?)evidence["visitLevel"] is { } level ? Words.WelfareLevel(level) : ""),
                 })
        {
            if (evidence[field] is { } at)
                yield return (label, more.Length == 0 ? clock(at) : $"{clock(at)}，{more}");
        }
    }

    private static string Courier(JsonObject e) =>
        string.Join(" ", new[] { (string?)e["provider"] is { } provider ? SettlementWords.Courier(provider) : null, (string?)e["providerReference"], (string?)e["riderName"] }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Distance(JsonObject e) => e["distanceMeters"] is { } metres ? $"离门 {metres} 米" : "位置不明";

    private static string Presence(JsonObject e) => (string?)e["presence"] switch
    {
        "card" => "刷了本人的卡",
        "override" => "没有刷卡，工作人员说明：" + (string?)e["overrideReason"],
        _ => "没有刷卡，也没有说明",
    };

    private static string Failure(string? word) => word switch { "no-answer" => "没人应门", "refused" => "拒收", "bad-address" => "地址有误", "no-capacity" => "没有运力", _ => "其他原因" };
}
