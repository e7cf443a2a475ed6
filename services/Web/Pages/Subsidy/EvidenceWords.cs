using System.Text.Json.Nodes;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>What is known of a meal, in the order in which it happens; what nobody told is left out.</summary>
internal static class EvidenceWords
{
    public static IEnumerable<(string Label, string Text)> Rows(JsonObject evidence, Func<JsonNode?, string> clock)
    {
        if ((string?)evidence["orderedBy"] is { } by)
            yield return (T("下单"), by switch { "resident" => T("老人本人"), "family" => T("家属"), "staff" => T("工作人员"), _ => by });
        if (evidence["payableFen"] is { } payable)
            yield return (T("个人付款"), T("{0} 元，{1}", SchemeWords.Yuan(payable), ((string?)evidence["paymentMethod"] is { } method ? Words.Payment(method) : T("没有记录付款方式"))));
        if (evidence["refundedFen"] is { } refunded)
            yield return (T("退款"), T("{0} 元", SchemeWords.Yuan(refunded)));
        foreach (var (field, label, more) in new[]
                 {
                     ("printedAt", T("小票打印"), ""), ("packedAt", T("打包"), ""), ("pickedUpAt", T("骑手取餐"), Courier(evidence)), ("atDoorAt", T("骑手到门口"), ""),
                     ("deliveredAt", T("送达"), Distance(evidence)), ("takenAt", T("堂食或取餐"), Presence(evidence)), ("notCollectedAt", T("没有人来取"), ""),
                     ("failedAt", T("没有送到"), Failure((string?)evidence["failure"])), ("cancelledAt", T("取消"), ""),
                     ("alertRaisedAt", T("关怀告警"), ""), ("alertClosedAt", T("告警已处理"), ""),
                     ("visitReportedAt", T("探访报告"), (string?)evidence["visitLevel"] is { } level ? Words.WelfareLevel(level) : ""),
                 })
        {
            if (evidence[field] is { } at)
                yield return (label, more.Length == 0 ? clock(at) : T("{0}，{1}", clock(at), more));
        }
    }

    private static string Courier(JsonObject e) =>
        string.Join(" ", new[] { (string?)e["provider"] is { } provider ? SettlementWords.Courier(provider) : null, (string?)e["providerReference"], (string?)e["riderName"] }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Distance(JsonObject e) => e["distanceMeters"] is { } metres ? T("离门 {0} 米", metres) : T("位置不明");

    private static string Presence(JsonObject e) => (string?)e["presence"] switch
    {
        "card" => T("刷了本人的卡"),
        "override" => T("没有刷卡，工作人员说明：") + (string?)e["overrideReason"],
        _ => T("没有刷卡，也没有说明"),
    };

    private static string Failure(string? word) => word switch { "no-answer" => T("没人应门"), "refused" => T("拒收"), "bad-address" => T("地址有误"), "no-capacity" => T("没有运力"), _ => T("其他原因") };
}
