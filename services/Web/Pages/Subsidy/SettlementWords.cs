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

    public static string Difference(string word) => word switch
    {
        "not-packed" => "食堂没有打包记录",
        "not-delivered" => "没有骑手取餐和送达记录",
        "not-paid" => "没有个人付款记录",
        "payment-returned" => "个人付款已退回，补贴却已记账",
        "paid-otherwise" => "个人付款与应付金额不同",
        "received-not-granted" => "餐已送到或取走，补贴却已退回",
        "payment-kept" => "补贴已退回，个人付款没有退",
        "still-open" => "不知道这一餐的结果",
        _ => word,
    };

    public static string HoldReason(string word) => word switch
    {
        "evidence-too-weak" => "用餐凭证不足",
        "claw-back-requested" => "有人申请追回",
        _ => Difference(word),
    };

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
