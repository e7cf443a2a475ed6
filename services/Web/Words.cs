using System.Globalization;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages;
using NodaTime;

namespace MealDispatch.Web;

/// <summary>The screen's words for the words of the wire; an unknown one is shown as it is.</summary>
internal static class Words
{
    private const char NoBreak = '\u00a0';

    /// <summary>To be read: 1,000,000.00. A form's field has <see cref="Fen.ToYuan"/>.</summary>
    public static string Yuan(long fen) => (fen / 100m).ToString("#,##0.00", CultureInfo.InvariantCulture);

    /// <summary>With its sign: 5.00 元, ¥5.00.</summary>
    public static string Money(long fen) => T("{0} 元", Yuan(fen)).Replace(' ', NoBreak);

    public static string Date(LocalDate date)
    {
        var (day, weekday) = (date.ToString(T("M月d日"), CultureInfo.InvariantCulture), Weekday(date.DayOfWeek));
        return English ? $"{weekday} {day}" : $"{day} {weekday}";
    }

    public static string Weekday(IsoDayOfWeek day) => day switch
    {
        IsoDayOfWeek.Monday => T("星期一"),
        IsoDayOfWeek.Tuesday => T("星期二"),
        IsoDayOfWeek.Wednesday => T("星期三"),
        IsoDayOfWeek.Thursday => T("星期四"),
        IsoDayOfWeek.Friday => T("星期五"),
        IsoDayOfWeek.Saturday => T("星期六"),
        _ => T("星期日"),
    };

    public static string LongDate(LocalDate date) => T("{0} 年 {1}", date.Year, Date(date));

    /// <summary>11:05 of the town.</summary>
    public static string Time(LocalDateTime local) => local.ToString("H:mm", CultureInfo.InvariantCulture);

    /// <summary>11月23日 11:05 of the town.</summary>
    public static string Clock(LocalDateTime local) => local.ToString(T("M月d日 H:mm"), CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Clock"/>, with the year.</summary>
    public static string LongClock(LocalDateTime local) => local.ToString(T("yyyy年M月d日 H:mm"), CultureInfo.InvariantCulture);

    /// <summary>As <see cref="Clock"/>, to the second.</summary>
    public static string ExactClock(LocalDateTime local) => local.ToString(T("M月d日 H:mm:ss"), CultureInfo.InvariantCulture);

    public static string Meal(LocalDate date, string mealPeriod) => $"{Date(date)} {MealPeriod(mealPeriod)}";

    public static string MealPeriod(string word) => word switch { "breakfast" => T("早餐"), "lunch" => T("午餐"), "dinner" => T("晚餐"), _ => word };

    public static string Fulfilment(string word) => word switch { "delivery" => T("送餐上门"), "pickup" => T("自取"), "dine-in" => T("堂食"), _ => word };

    public static string Payment(string word) => word switch { "meal-account" => T("助餐账户"), "at-site" => T("到店付款"), _ => word };

    public static string SiteKind(string word) => word switch { "canteen" => T("长者食堂"), "dining-table" => T("长者餐桌"), _ => word };

    public static string OrderStatus(string word) => word switch
    {
        "placed" => T("正在确认"),
        "confirmed" => T("已订好"),
        "preparing" => T("备餐中"),
        "ready" => T("已做好"),
        "on-the-way" => T("送餐途中"),
        "completed" => T("已完成"),
        "cancelled" => T("已取消"),
        "failed" => T("没有送成"),
        _ => word,
    };

    public static string OrderEvent(string word) => word switch
    {
        "placed" => T("已下单"),
        "subsidy-decided" => T("补贴已核定"),
        "paid" => T("已付款"),
        "confirmed" => T("订单已确认"),
        "preparing" => T("食堂开始备餐"),
        "packed" => T("餐已打包"),
        "unpacked" => T("打包登记已更正"),
        "courier-requested" => T("已安排配送"),
        "rider-assigned" => T("骑手已接单"),
        "rider-at-site" => T("骑手已到店"),
        "picked-up" => T("骑手已取餐"),
        "at-door" => T("骑手已到门口"),
        "delivered" => T("已送达"),
        "collected" => T("已取餐"),
        "cancelled" => T("已取消"),
        "failed" => T("没有送成"),
        "refunded" => T("已退款"),
        _ => word,
    };

    public static string LedgerKind(string word) => word switch
    {
        "open" => T("设立预算"),
        "top-up" => T("追加预算"),
        "transfer" => T("预算划转"),
        "reserve" => T("预留"),
        "consume" => T("核销"),
        "release" => T("退回"),
        "settle" => T("结算"),
        "reverse" => T("冲回"),
        _ => word,
    };

    /// <summary>An account's kind in words; its code stays, but a site's is its name.</summary>
    public static string Account(string account, IReadOnlyList<Site> sites)
    {
        var parts = account.Split(':', 2);
        var kind = parts[0] switch
        {
            "appropriation" => T("拨款来源"),
            "allotted" => T("预算额度"),
            "budget" => T("预算支出"),
            "reserved" => T("已预留"),
            "granted" => T("应付助餐点"),
            "settled" => T("已结算助餐点"),
            var other => other,
        };
        return parts switch
        {
            ["granted" or "settled", var site] => $"{kind} {sites.NameOf(site)}",
            [_, var code] => $"{kind} {code}",
            _ => kind,
        };
    }

    public static string DeliveryStatus(string word) => word switch
    {
        "pending" or "requested" or "accepted" => T("正在安排骑手"),
        "assigned" => T("骑手已接单，正去食堂"),
        "at-site" => T("骑手已到食堂，正在取餐"),
        "picked-up" => T("骑手已取餐，正在路上"),
        "at-door" => T("骑手已到门口"),
        "delivered" => T("已送达"),
        "failed" => T("没有送成"),
        "returning" => T("正在退回食堂"),
        "returned" => T("已退回食堂"),
        "cancelled" => T("配送已取消"),
        _ => word,
    };

    public static string TicketStatus(string word) => word switch
    {
        "waiting" => T("等待截单"),
        "to-pack" => T("待打包"),
        "packed" => T("已打包"),
        "handed-over" => T("已交餐"),
        "not-collected" => T("未取"),
        "voided" => T("已作废"),
        _ => word,
    };

    /// <summary>The codes, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> MealPeriods = ["breakfast", "lunch", "dinner"];

    /// <inheritdoc cref="MealPeriods"/>
    public static readonly IReadOnlyList<string> DietTags = ["low-salt", "low-sugar", "low-fat", "soft", "halal", "vegetarian"];

    public static string DateText(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    /// <summary>A ticket's status, or for a bag that left, where it is.</summary>
    public static string TicketWhereabouts(string status, Instant? pickedUpAt, Instant? deliveredAt) =>
        status == "voided" ? TicketStatus(status) : deliveredAt is not null ? T("已送达") : pickedUpAt is not null ? T("骑手已取走") : TicketStatus(status);

    public static string TicketAction(string word) => word switch
    {
        "packed" => T("已打包"),
        "unpacked" => T("撤销打包"),
        "handed-over" => T("已交餐"),
        "not-collected" => T("登记为没有人来取"),
        "voided" => T("订单取消，作废"),
        "picked-up" => T("骑手已取走"),
        "delivered" => T("已送达"),
        _ => word,
    };

    public static string MealState(string word) => word switch
    {
        "with-resident" => T("已到老人手里"),
        "on-the-way" => T("骑手在送"),
        "packed" => T("已打包，还在食堂"),
        "to-pack" => T("还没打包"),
        "not-collected" => T("没有人来取"),
        _ => word,
    };

    /// <summary>Tenths of a degree Celsius: 70.0 ℃.</summary>
    public static string Celsius(int tenths) => string.Create(CultureInfo.InvariantCulture, $"{tenths / 10m:0.0} ℃");

    public static string BatchStatus(string word) => word switch { "open" => T("接单中"), "closed" => T("已截单"), _ => word };

    public static string DietTag(string word) => word switch
    {
        "low-salt" => T("低盐"),
        "low-sugar" => T("低糖"),
        "low-fat" => T("低脂"),
        "soft" => T("软食"),
        "halal" => T("清真"),
        "vegetarian" => T("素食"),
        _ => word,
    };

    public static string WelfareLevel(string word) => word switch { "well" => T("一切正常"), "concern" => T("需要关注"), "urgent" => T("紧急"), _ => word };

    public static string WelfareCode(string word) => word switch
    {
        "no-answer" => T("没人应门"),
        "refused" => T("拒收"),
        "fall" => T("摔倒"),
        "confused" => T("神志不清"),
        "unwell" => T("身体不适"),
        "gas-smell" => T("有煤气味"),
        "mail-piling-up" => T("信报堆积"),
        "other" => T("其他"),
        _ => word,
    };

    public static string ReportSource(string word) => word switch
    {
        "rider" => T("骑手"),
        "staff" => T("食堂"),
        "officer" => T("街道"),
        "platform" => T("配送平台"),
        "bag" => T("餐袋二维码"),
        _ => word,
    };

    public static string PrintStatus(string word) => word switch { "queued" => T("排队中"), "sent" => T("已打印"), "failed" => T("没有打出来"), _ => word };
}
