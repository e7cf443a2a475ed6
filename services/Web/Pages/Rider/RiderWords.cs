namespace MealDispatch.Web.Pages.Rider;

/// <summary>A rider's steps in the words of the buttons.</summary>
internal static class RiderWords
{
    /// <summary>What may come next, the usual one first.</summary>
    public static IReadOnlyList<string> NextSteps(string status) => status switch
    {
        "assigned" => ["arrived-at-site", "picked-up"],
        "at-site" => ["picked-up"],
        "picked-up" => ["arrived-at-door", "delivered"],
        "at-door" => ["delivered"],
        _ => [],
    };

    public static bool HasMeal(string status) => status is "picked-up" or "at-door";

    public static bool IsOver(string status) => status is "delivered" or "failed" or "returning" or "returned" or "cancelled";

    public static string Button(string step) => step switch
    {
        "accept" => "接单",
        "arrived-at-site" => "已到店",
        "picked-up" => "已取餐",
        "arrived-at-door" => "已到门口",
        "delivered" => "已送达",
        _ => step,
    };

    public static string Failure(string reason) => reason switch
    {
        "no-answer" => "没人应门",
        "refused" => "老人不要",
        "bad-address" => "地址不对",
        _ => "其他原因",
    };

    public static string? Done(string? done) => done switch
    {
        "accept" => "接下了。",
        "arrived-at-site" => "记下了：已到店。",
        "picked-up" => "记下了：已取餐。",
        "arrived-at-door" => "记下了：已到门口。",
        "delivered" => "记下了：已送达。辛苦了！",
        "failed" => "记下了，社区会马上联系老人。",
        "decline" => "退回了，会派给别人。",
        "report" => "已收到，谢谢您！",
        _ => null,
    };
}
