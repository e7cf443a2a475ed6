namespace MealDispatch.Web.Pages.Messages;

/// <summary>What channels and kinds of messages are called; an unknown one is shown as it is.</summary>
internal static class MessageWords
{
    public static string Channel(string word, bool english) => (word, english) switch
    {
        ("in-app", false) => "消息页",
        ("in-app", true) => "Here",
        ("sms", false) => "短信",
        ("sms", true) => "Text message",
        ("we-chat", false) => "微信",
        ("we-chat", true) => "WeChat",
        _ => word,
    };

    public static string Kind(string word, bool english) => (word, english) switch
    {
        ("order-confirmed", false) => "订好了",
        ("order-confirmed", true) => "Ordered",
        ("order-cancelled", false) => "取消了",
        ("order-cancelled", true) => "Cancelled",
        ("order-refunded", false) => "退款",
        ("order-refunded", true) => "Refunded",
        ("meal-picked-up", false) => "骑手出发",
        ("meal-picked-up", true) => "On its way",
        ("rider-at-door", false) => "到门口",
        ("rider-at-door", true) => "At the door",
        ("meal-delivered", false) => "送达",
        ("meal-delivered", true) => "Delivered",
        ("delivery-failed", false) => "没送成",
        ("delivery-failed", true) => "Not delivered",
        ("welfare-alert", false) => "关怀提醒",
        ("welfare-alert", true) => "Care alert",
        ("welfare-closed", false) => "关怀提醒结束",
        ("welfare-closed", true) => "Care alert over",
        ("duty", false) => "值班",
        ("duty", true) => "On duty",
        _ => word,
    };
}
