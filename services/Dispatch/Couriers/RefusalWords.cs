using MealDispatch.Dispatch.Attempts;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>For couriers whose table of return codes was not found: a few words of the sentence that comes with a code.</summary>
internal static class RefusalWords
{
    public static bool MeanAbsent(string? text) => Holds(text, "不存在", "not exist", "not found");

    /// <summary>Of a price that was named before.</summary>
    public static bool MeanOver(string? text) => Holds(text, "过期", "失效", "有效期", "expired");

    public static FailureReason Reason(string? text) =>
        Holds(text, "签名", "门店", "余额", "appkey", "app_key") ? FailureReason.AuthOrConfig
        : Holds(text, "运力", "繁忙", "暂停") ? FailureReason.NoCapacity
        : Holds(text, "营业", "时间") ? FailureReason.OutOfHours
        : Holds(text, "重量", "超重") ? FailureReason.Overweight
        : Holds(text, "范围", "距离") ? FailureReason.OutOfRange
        : FailureReason.Unknown;

    private static bool Holds(string? text, params string[] words) =>
        text is not null && words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase));
}
