using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>The screen's words for settlements; an unknown one is shown as it is.</summary>
internal static class SettlementWords
{
    public static string Status(string word) => word switch { "draft" => T("待食堂确认"), "confirmed" => T("食堂已确认，待批准"), "approved" => T("已批准锁定"), _ => word };

    public static string Step(string word) => word switch
    {
        "drafted" => T("起草"),
        "recomputed" => T("重新汇总"),
        "disputed" => T("退回，有异议"),
        "reopened" => T("退回草稿"),
        "confirmed" => T("食堂确认"),
        "approved" => T("批准并锁定"),
        _ => word,
    };

    public static string LineKind(string word) => word switch { "meal" => T("本月用餐"), "late" => T("前月补结"), "claw-back" => T("前月追回"), _ => word };

    public static string HoldReason(string word) => word switch
    {
        "evidence-too-weak" => T("用餐凭证不足"),
        "claw-back-requested" => T("有人申请追回"),
        "not-paid" => T("没有个人付款记录"),
        "payment-returned" => T("个人付款已退回"),
        "paid-otherwise" => T("个人付款与应付金额不同"),
        _ => word,
    };

    /// <summary>A courier company, or one of the codes of its API.</summary>
    public static string Courier(string word) => word switch
    {
        "fengniao" or "fengniao-v2" or "fengniao-v3" => T("蜂鸟"),
        "meituan" => T("美团"),
        "dada" => T("达达"),
        "own-riders" => T("本镇骑手"),
        _ => word,
    };

    /// <summary>A column of a courier's statement, and how it is filled in.</summary>
    public static (string Name, string Hint) StatementColumn(string field) => field switch
    {
        "provider" => (T("配送平台"), T("填平台名称，如 蜂鸟、美团、达达")),
        "orderNumber" => (T("运单号"), T("运单号或商户订单号至少填一个，只用字母、数字和横线；长数字请设成文本")),
        "ourNumber" => (T("商户订单号"), T("只用字母、数字和横线；长数字请设成文本")),
        "site" => (T("助餐点"), T("填助餐点编号或完整名称")),
        "time" => (T("完成时间"), T("写成 2025-07-01 11:32")),
        "state" => (T("状态"), T("填 已送达、异常 或 已取消")),
        "fee" => (T("配送费"), T("填 0 到 10000 元，最多两位小数")),
        _ => (field, ""),
    };

    /// <summary>What the courier's statement has of a difference: courier, number and fee, with what it asked before.</summary>
    public static string Billed(SettlementDifference d) => d.Courier is null ? "—" : string.Join(" ", new[]
    {
        Courier(d.Courier), d.CourierNumber, d.BilledFen is { } billed ? T("{0} 元", Words.Yuan(billed)) : null, d.FeeFen is { } fee && fee != d.BilledFen ? T("（当时 {0} 元）", Words.Yuan(fee)) : null,
    }.OfType<string>());

    /// <summary>How a courier's statement says that an order ended.</summary>
    public static string BilledState(string word) => word switch { "delivered" => T("已送达"), "failed" => T("异常"), "cancelled" => T("已取消"), _ => word };

    public static string Level(int level) => level switch
    {
        0 => T("0 没有凭证"),
        1 => T("1 只有一方的说法"),
        2 => T("2 有取餐和送达记录，或店员代确认"),
        3 => T("3 骑手可查，或本人刷卡"),
        4 => T("4 凭证齐全"),
        _ => $"{level}",
    };

    public static string ClawBackStatus(string word) => word switch { "requested" => T("待审批"), "approved" => T("已追回"), "refused" => T("未通过"), _ => word };
}
