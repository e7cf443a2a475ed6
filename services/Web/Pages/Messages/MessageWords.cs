namespace MealDispatch.Web.Pages.Messages;

/// <summary>What channels and kinds of messages are called; an unknown one is shown as it is.</summary>
internal static class MessageWords
{
    public static string Channel(string word) => word switch
    {
        "in-app" => T("消息页"),
        "sms" => T("短信"),
        "we-chat" => T("微信"),
        _ => word,
    };

    public static string Kind(string word) => word switch
    {
        "order-confirmed" => T("订好了"),
        "order-cancelled" => T("取消了"),
        "order-refunded" => T("退款"),
        "meal-account-topped-up" => T("充值"),
        "meal-picked-up" => T("骑手出发"),
        "rider-at-door" => T("到门口"),
        "meal-delivered" => T("送达"),
        "delivery-failed" => T("没送成"),
        "welfare-alert" => T("老人的平安提醒"),
        "welfare-closed" => T("平安提醒处理好了"),
        "duty" => T("值班"),
        "delivery-alarm" => T("送餐告警"),
        _ => word,
    };
}
