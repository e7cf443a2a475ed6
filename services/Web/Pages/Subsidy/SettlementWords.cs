using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>The screen's words for settlements; an unknown one is shown as it is.</summary>
internal static class SettlementWords
{
    public static string Status(string word) => word switch { "draft" => "待食堂确认", "confirmed" => "食堂已确认，待批准", "approved" => "已批准锁定", _ => word };

    public static string Step(string word) => word switch
    {
        "drafted" => "起草",
        "recomputed" => "重新汇总",
        "disputed" => "退回，有异议",
        "reopened" => "退回草稿",
        "confirmed" => "食堂确认",
        "approved" => "批准并锁定",
        _ => word,
    };

    public static string LineKind(string word) => word switch { "meal" => "本月用餐", "late" => "前月补结", "claw-back" => "前月追回", _ => word };

    public static string HoldReason(string word) => word switch
    {
        "evidence-too-weak" => "用餐凭证不足",
        "claw-back-requested" => "有人申请追回",
        "not-paid" => "没有个人付款记录",
        "payment-returned" => "个人付款已退回",
        "paid-otherwise" => "个人付款与应付金额不同",
        _ => word,
    };

    /// <summary>A courier company, or one of the codes of its API.</summary>
    public static string Courier(string word) => word switch
    {
        "fengniao" or "fengniao-v2" or "fengniao-v3" => "蜂鸟",
        "meituan" => "美团",
        "dada" => "达达",
        "own-riders" => "本镇骑手",
        _ => word,
    };

    /// <summary>A column of a courier's statement, and how it is filled in.</summary>
    public static (string Name, string Hint) StatementColumn(string field) => field switch
    {
        "provider" => ("配送平台", "填平台名称，如 蜂鸟、美团、达达"),
        "orderNumber" => ("运单号", "运单号或商户订单号至少填一个，只用字母、数字和横线；长数字请设成文本"),
        "ourNumber" => ("商户订单号", "只用字母、数字和横线；长数字请设成文本"),
        "site" => ("助餐点", "填助餐点编号或完整名称"),
        "time" => ("完成时间", "写成 2025-07-01 11:32"),
        "state" => ("状态", "填 已送达、异常 或 已取消"),
        "fee" => ("配送费", "填 0 到 10000 元，最多两位小数"),
        _ => (field, ""),
    };

    /// <summary>What the courier's statement has of a difference: courier, number and fee, with what it asked before.</summary>
    public static string Billed(SettlementDifference d) => d.Courier is null ? "—" : string.Join(" ", new[]
    {
        Courier(d.Courier), d.CourierNumber, d.BilledFen is { } billed ? $"{Words.Yuan(billed)} 元" : null, d.FeeFen is { } fee && fee != d.BilledFen ? $"（当时 {Words.Yuan(fee)} 元）" : null,
    }.OfType<string>());

    /// <summary>How a courier's statement says that an order ended.</summary>
    public static string BilledState(string word) => word switch { "delivered" => "已送达", "failed" => "异常", "cancelled" => "已取消", _ => word };

    public static string Level(int level) => level switch
    {
        0 => "0 没有凭证",
        1 => "1 只有一方的说法",
        2 => "2 有取餐和送达记录，或店员代确认",
        3 => "3 骑手可查，或本人刷卡",
        4 => "4 凭证齐全",
        _ => $"{level}",
    };

    public static string ClawBackStatus(string word) => word switch { "requested" => "待审批", "approved" => "已追回", "refused" => "未通过", _ => word };
}
