namespace MealDispatch.Web.Pages.Residents;

internal static class ResidentWords
{
    public static readonly IReadOnlyList<string> Statuses = ["active", "pending", "paused", "moved", "deceased"];
    public static readonly IReadOnlyList<string> Datums = ["gcj02", "wgs84", "bd09"];

    /// <summary>Those that schemes here speak of; others may be typed.</summary>
    public static readonly IReadOnlyList<string> Categories = ["hukou-city", "dibao", "tekun", "disabled"];

    public static string Status(string word) => word switch
    {
        "active" => T("可以订餐"),
        "pending" => T("待审核"),
        "paused" => T("暂停"),
        "moved" => T("已迁出"),
        "deceased" => T("已去世"),
        _ => word,
    };

    public static string Category(string code) => code switch
    {
        "hukou-city" => T("本市户籍"),
        "dibao" => T("低保"),
        "tekun" => T("特困"),
        "disabled" => T("残疾"),
        _ => code,
    };

    public static string Gender(string word) => word switch { "male" => T("男"), "female" => T("女"), _ => word };

    public static string Datum(string word) => word switch { "gcj02" => T("高德、腾讯地图"), "wgs84" => T("卫星定位"), "bd09" => T("百度地图"), _ => word };

    public static string Link(string status) => status switch { "confirmed" => T("已确认"), "pending" => T("等确认"), "withdrawn" => T("已取消"), _ => status };

    /// <summary>A field of the API as the form and the import's table name it.</summary>
    public static string Field(string field)
    {
        var (name, place) = FieldWords.Parts(field);
        var words = Of(name);
        return place == 0 ? words : T("{0}（第 {1} 行）", words, place);
    }

    private static string Of(string field) => field switch
    {
        "name" => T("姓名"),
        "idNumber" => T("身份证号"),
        "phone" => T("手机或电话"),
        "birthDate" => T("出生日期"),
        "gender" => T("性别"),
        "subdistrict" => T("街道（镇）"),
        "community" => T("居委"),
        "address" or "address.text" => T("地址"),
        "address.building" => T("楼栋"),
        "address.room" => T("室号"),
        "address.lat" or "lat" => T("纬度"),
        "address.lng" or "lng" => T("经度"),
        "address.datum" or "datum" => T("坐标系"),
        "categories" or "categories.code" => T("类别"),
        "categories.from" => T("类别从哪天起"),
        "categories.to" => T("类别到哪天止"),
        "dietTags" => T("膳食标签"),
        "avoid" => T("忌口"),
        "notes" => T("备注"),
        "contacts" or "contacts.name" => T("联系人"),
        "contacts.phone" => T("联系电话"),
        "contacts.relation" => T("关系"),
        "status" => T("状态"),
        "from" => T("从哪天起"),
        "to" => T("到哪天止"),
        "reason" or "presentReason" => T("理由"),
        "relation" => T("关系"),
        "$" => T("整张表"),
        _ => field,
    };
}
