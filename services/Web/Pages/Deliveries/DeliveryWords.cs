using System.Globalization;
using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages.Deliveries;

/// <summary>What couriers do, in the words of the people at the canteen; an unknown word is shown as it is.</summary>
internal static class DeliveryWords
{
    public static readonly IReadOnlyList<string> Statuses =
        ["pending", "requested", "accepted", "assigned", "at-site", "picked-up", "at-door", "delivered", "failed", "returning", "returned", "cancelled"];

    public static string Alarm(string word) => word switch
    {
        "hardly-in-time" => T("快来不及了，还没有骑手取走"),
        "late" => T("已过送餐时间"),
        "food-old" => T("打包超过 90 分钟"),
        "two-couriers" => T("可能有两个骑手在送"),
        "given-to-own-riders" => T("没有平台接单，等本镇骑手"),
        "contradiction" => T("平台说法前后不一"),
        "courier-silent" => T("平台没有回应"),
        "no-courier-left" => T("没有人能送"),
        _ => word,
    };

    public static string Courier(string word) => word switch
    {
        "fengniao-v2" or "fengniao-v3" => T("蜂鸟"),
        "meituan" => T("美团"),
        "dada" => T("达达"),
        "own-riders" => T("本镇骑手"),
        _ => word,
    };

    public static string State(string word) => word switch
    {
        "submitting" => T("正在发单"),
        "unknown" => T("不知道平台收到没有，正在问"),
        "submitted" => T("平台收到了"),
        "accepted" => T("平台接单"),
        "rider-assigned" => T("骑手已接单"),
        "at-pickup" => T("骑手已到店"),
        "picked-up" => T("已取餐"),
        "at-dropoff" => T("骑手已到门口"),
        "returning" => T("正在退回"),
        "delivered" => T("已送达"),
        "returned" => T("已退回食堂"),
        "rejected" => T("平台不接"),
        "cancelled" => T("已取消"),
        "failed" => T("没有送成"),
        _ => word,
    };

    public static string Failure(string word) => word switch
    {
        "no-capacity" => T("没有骑手"),
        "too-expensive" => T("价格超过上限"),
        "out-of-range" => T("超出平台的范围"),
        "out-of-hours" => T("不在平台的时间"),
        "overweight" => T("太重"),
        "bad-address" => T("地址不对"),
        "recipient-unreachable" => T("没人应门"),
        "recipient-refused" => T("老人不要"),
        "merchant-not-ready" => T("餐没有备好"),
        "merchant-closed" => T("店没有开"),
        "rider-cancelled" => T("骑手退单"),
        "customer-cancelled" => T("订单取消了"),
        "platform-cancelled" => T("平台取消"),
        "timeout" => T("超时"),
        "provider-down" => T("平台连不上"),
        "auth-or-config" => T("平台的账号或设置有问题"),
        _ => T("其他原因"),
    };

    public static string Source(string word) => word switch
    {
        "callback" => T("平台通知"),
        "query" => T("我们去问"),
        "quote" => T("先问价"),
        "answer" => T("发单的回答"),
        "rider" => T("骑手按钮"),
        _ => word,
    };

    /// <summary>The state, or the price that was named before the order, or the platform's own code.</summary>
    public static string Said(DeliveryEvent said) =>
        said.State is { } state ? State(state)
        : said.Source == "quote" && long.TryParse(said.RawCode, CultureInfo.InvariantCulture, out var fen) ? Words.Money(fen)
        : said.RawCode ?? "—";

    /// <summary>What became of what was said.</summary>
    public static string Verdict(string word) => word switch
    {
        "taken" => "",
        "stale" => T("旧消息，没有采用"),
        "contradiction" => T("与已有结果矛盾"),
        "held" => T("等平台核实"),
        "no-state" => T("不改变状态"),
        "hint" => T("只当提示，已去核实"),
        "forged" => T("签名不对，没有采用"),
        _ => word,
    };

    /// <summary>Yuan; a dash while nobody named a price.</summary>
    public static string Fee(DeliveryAttempt attempt) => (attempt.CancelFeeFen ?? attempt.FeeFen ?? attempt.QuotedFen) is { } fen ? Words.Money(fen) : "—";
}
