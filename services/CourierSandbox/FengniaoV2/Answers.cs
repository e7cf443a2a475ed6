namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Fengniao's answer codes: the HTTP status is always 200.</summary>
internal static class Answers
{
    public const int Done = 200;
    public const int AppIdUnknown = 40001;
    public const int BadSignature = 40002;
    public const int SaltOutOfRange = 40003;
    public const int TokenSpent = 40004;
    public const int MissingField = 50010;
    public const int OrderRepeated = 50011;
    public const int DeliveryTimePast = 50012;
    public const int WaybillNotYet = 50026;
    public const int OrderNotFound = 50037;
    public const int FieldTooLong = 50040;
    public const int FieldRule = 50041;
    public const int CancelFailed = 50101;
    public const int CancelForbidden = 50102;
    public const int TooFar = 500060;
    public const int Overweight = 500100;

    public static IResult Of(int code, object? data = null) =>
        Results.Json(new { code, msg = code == Done ? "接收成功" : Text(code), data });

    private static string Text(int code) => code switch
    {
        AppIdUnknown => "app_id不存在",
        BadSignature => "签名错误",
        SaltOutOfRange => "salt值超出范围",
        TokenSpent => "token错误或已过期",
        MissingField => "缺少必填项",
        OrderRepeated => "订单号重复提交",
        DeliveryTimePast => "预计送达时间早于当前时间",
        WaybillNotYet => "运单还未生成",
        OrderNotFound => "订单不存在",
        FieldTooLong => "字段长度超限",
        CancelFailed => "订单取消失败",
        CancelForbidden => "当前状态不允许取消",
        TooFar => "超出配送距离",
        Overweight => "超出配送重量",
        _ => "请求失败",
    };
}
