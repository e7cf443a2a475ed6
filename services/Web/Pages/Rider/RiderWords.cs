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
        "accept" => T("接单"),
        "arrived-at-site" => T("已到店"),
        "picked-up" => T("已取餐"),
        "arrived-at-door" => T("已到门口"),
        "delivered" => T("已送达"),
        _ => step,
    };

    /// <summary>Why it could not be handed over, behind the fold; that nobody opened has a button of its own at the door.</summary>
    public static IEnumerable<string> Failures(string status) => new[] { "no-answer", "refused", "bad-address", "other" }.Where(reason => status != "at-door" || reason != "no-answer");

    /// <summary>The number that stands large on the bag's ticket: the end of its code; null before it is printed.</summary>
    public static string? BagNumber(string? ticketCode) => ticketCode?.Split('-')[^1].TrimStart('0');

    public static string Failure(string reason) => reason switch
    {
        "no-answer" => T("没人应门"),
        "refused" => T("老人不要"),
        "bad-address" => T("地址不对"),
        _ => T("其他原因"),
    };

    public static string Proof(string kind) => kind switch
    {
        "photo" => T("有照片"),
        "code" => T("收餐码对"),
        "met-in-person" => T("当面交"),
        _ => kind,
    };

    public static string? Done(string? done) => done switch
    {
        "accept" => T("接下了。"),
        "arrived-at-site" => T("记下了：已到店。"),
        "picked-up" => T("记下了：已取餐。"),
        "arrived-at-door" => T("记下了：已到门口。"),
        "delivered" => T("记下了：已送达。辛苦了！"),
        "failed" => T("记下了，社区会马上联系老人。"),
        "decline" => T("退回了，会派给别人。"),
        "report" => T("已收到，谢谢您！"),
        "photo" => T("照片收到了。"),
        "code" => T("收餐码对了。"),
        "met-in-person" => T("记下了：当面交给老人了。"),
        _ => null,
    };
}
