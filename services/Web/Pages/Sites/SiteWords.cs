namespace MealDispatch.Web.Pages.Sites;

internal static class SiteWords
{
    /// <summary>Named last in any case, and not limited.</summary>
    public const string OwnRiders = "own-riders";

    public static readonly IReadOnlyList<string> Couriers = ["fengniao-v2", "fengniao-v3", "meituan", "dada", OwnRiders];

    public static string Courier(string code) => code switch
    {
        "fengniao-v2" => T("蜂鸟（饿了么）旧接口"),
        "fengniao-v3" => T("蜂鸟（饿了么）新接口"),
        "meituan" => T("美团"),
        "dada" => T("达达"),
        OwnRiders => T("街道自己的骑手"),
        _ => code,
    };

    /// <summary>A field of the API as the form names it; a courier's by the courier.</summary>
    public static string Field(string field, SiteForm? form = null)
    {
        var (name, place) = FieldWords.Parts(field);
        var words = Of(name);
        return name.StartsWith("courierLimits", StringComparison.Ordinal) && form?.Limited.ElementAtOrDefault(place - 1) is { Code: { } courier } ? T("{0}：{1}", Courier(courier), words)
            : place == 0 ? words : T("{0}（第 {1} 行）", words, place);
    }

    private static string Of(string field) => field switch
    {
        "code" => T("编号"),
        "name" => T("名称"),
        "kind" => T("种类"),
        "suppliedBy" => T("由哪家食堂供餐"),
        "subdistrict" => T("街道（镇）"),
        "address" or "address.text" => T("地址"),
        "address.lat" => T("纬度"),
        "address.lng" => T("经度"),
        "address.datum" => T("坐标系"),
        "phone" => T("电话"),
        "communities" => T("居委"),
        "deliveryRadiusMeters" => T("送餐范围（米）"),
        "deliveryFeeFen" => T("送餐费（元）"),
        "orderWindows" => T("订餐时段"),
        "orderWindows.mealPeriod" => T("餐次"),
        "orderWindows.opensDaysBefore" => T("提前几天开始订"),
        "orderWindows.cutoff" => T("截单时间"),
        "orderWindows.cutoffDaysBefore" => T("提前几天截单"),
        "orderWindows.serveFrom" => T("开餐"),
        "orderWindows.serveTo" => T("收餐"),
        "orderWindows.capacity" => T("最多接几份"),
        "closedDates" => T("休息日"),
        "couriers" or "courierLimits" => T("配送"),
        "courierLimits.maxFeeFen" => T("一单最多付几元"),
        "courierLimits.maxLive" => T("同时最多送几单"),
        "host" => T("打印机地址"),
        "port" => T("端口"),
        "widthMm" => T("纸宽"),
        _ => field,
    };
}
