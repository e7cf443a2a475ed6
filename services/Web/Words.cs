using MealDispatch.BuildingBlocks.Money;
using NodaTime;

namespace MealDispatch.Web;

/// <summary>The screen's words for the words of the wire; an unknown one is shown as it is.</summary>
internal static class Words
{
    private static readonly string[] Weekdays = ["星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"];

    public static string Yuan(long fen) => new Fen(fen).ToYuan();

    public static string Date(LocalDate date) => $"{date.Month}月{date.Day}日 {Weekdays[(int)date.DayOfWeek - 1]}";

    public static string Meal(LocalDate date, string mealPeriod) => $"{Date(date)} {MealPeriod(mealPeriod)}";

    public static string MealPeriod(string word) => word switch { "breakfast" => "早餐", "lunch" => "午餐", "dinner" => "晚餐", _ => word };

    public static string Fulfilment(string word) => word switch { "delivery" => "送餐上门", "pickup" => "自取", "dine-in" => "堂食", _ => word };

    public static string Payment(string word) => word switch { "meal-account" => "助餐账户", "at-site" => "到店付款", _ => word };

    public static string SiteKind(string word) => word switch { "canteen" => "长者食堂", "dining-table" => "长者餐桌", _ => word };

    public static string OrderStatus(string word) => word switch
    {
        "placed" => "正在确认",
        "confirmed" => "已订好",
        "preparing" => "备餐中",
        "ready" => "已做好",
        "on-the-way" => "送餐途中",
        "completed" => "已完成",
        "cancelled" => "已取消",
        "failed" => "没有送成",
        _ => word,
    };

    public static string OrderEvent(string word) => word switch
    {
        "placed" => "已下单",
        "subsidy-decided" => "补贴已核定",
        "paid" => "已付款",
        "confirmed" => "订单已确认",
        "preparing" => "食堂开始备餐",
        "packed" => "餐已打包",
        "courier-requested" => "已安排配送",
        "rider-assigned" => "骑手已接单",
        "rider-at-site" => "骑手已到店",
        "picked-up" => "骑手已取餐",
        "at-door" => "骑手已到门口",
        "delivered" => "已送达",
        "collected" => "已取餐",
        "cancelled" => "已取消",
        "failed" => "没有送成",
        "refunded" => "已退款",
        _ => word,
    };

    public static string LedgerKind(string word) => word switch
    {
        "open" => "设立预算",
        "top-up" => "追加预算",
        "transfer" => "预算划转",
        "reserve" => "预留",
        "consume" => "核销",
        "release" => "退回",
        "settle" => "结算",
        "reverse" => "冲回",
        _ => word,
    };

    /// <summary>An account's kind in words; its code stays.</summary>
    public static string Account(string account)
    {
        var parts = account.Split(':', 2);
        var kind = parts[0] switch
        {
            "appropriation" => "拨款来源",
            "allotted" => "预算额度",
            "budget" => "预算支出",
            "reserved" => "已预留",
            "granted" => "应付助餐点",
            "settled" => "已结算助餐点",
            var other => other,
        };
        return parts.Length == 2 ? $"{kind} {parts[1]}" : kind;
    }

    public static string DeliveryStatus(string word) => word switch
    {
        "pending" or "requested" or "accepted" => "正在安排骑手",
        "assigned" => "骑手已接单，正去食堂",
        "at-site" => "骑手已到食堂，正在取餐",
        "picked-up" => "骑手已取餐，正在路上",
        "at-door" => "骑手已到门口",
        "delivered" => "已送达",
        "failed" => "没有送成",
        "returning" => "正在退回食堂",
        "returned" => "已退回食堂",
        "cancelled" => "配送已取消",
        _ => word,
    };

    public static string TicketStatus(string word) => word switch
    {
        "waiting" => "等待截单",
        "to-pack" => "待打包",
        "packed" => "已打包",
        "handed-over" => "已交餐",
        "not-collected" => "未取",
        "voided" => "已作废",
        _ => word,
    };

    public static string DateText(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    /// <summary>A ticket's status, or for a bag that left, where it is.</summary>
    public static string TicketWhereabouts(string status, Instant? pickedUpAt, Instant? deliveredAt) =>
        status == "voided" ? TicketStatus(status) : deliveredAt is not null ? "已送达" : pickedUpAt is not null ? "骑手已取走" : TicketStatus(status);

    public static string TicketAction(string word) => word switch
    {
        "packed" => "已打包",
        "unpacked" => "撤销打包",
        "handed-over" => "已交餐",
        "not-collected" => "登记为没有人来取",
        "voided" => "订单取消，作废",
        "picked-up" => "骑手已取走",
        "delivered" => "已送达",
        _ => word,
    };

    public static string MealState(string word) => word switch
    {
        "with-resident" => "已到老人手里",
        "on-the-way" => "骑手在送",
        "packed" => "已打包，还在食堂",
        "to-pack" => "还没打包",
        "not-collected" => "没有人来取",
        _ => word,
    };

    /// <summary>Tenths of a degree Celsius: 70.0 ℃.</summary>
    public static string Celsius(int tenths) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{tenths / 10m:0.0} ℃");

    public static string BatchStatus(string word) => word switch { "open" => "接单中", "closed" => "已截单", _ => word };

    public static string DietTag(string word) => word switch
    {
        "low-salt" => "低盐",
        "low-sugar" => "低糖",
        "low-fat" => "低脂",
        "soft" => "软食",
        "halal" => "清真",
        "vegetarian" => "素食",
        _ => word,
    };

    public static string WelfareLevel(string word) => word switch { "well" => "一切正常", "concern" => "需要关注", "urgent" => "紧急", _ => word };

    public static string WelfareCode(string word) => word switch
    {
        "no-answer" => "没人应门",
        "refused" => "拒收",
        "fall" => "摔倒",
        "confused" => "神志不清",
        "unwell" => "身体不适",
        "gas-smell" => "有煤气味",
        "mail-piling-up" => "信报堆积",
        "other" => "其他",
        _ => word,
    };

    public static string ReportSource(string word) => word switch
    {
        "rider" => "骑手",
        "staff" => "食堂",
        "officer" => "街道",
        "platform" => "配送平台",
        "bag" => "餐袋二维码",
        _ => word,
    };

    public static string PrintStatus(string word) => word switch { "queued" => "排队中", "sent" => "已打印", "failed" => "没有打出来", _ => word };
}
