using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages;

/// <summary>What the API says of single fields, in the words of the form that has them.</summary>
internal static class FieldWords
{
    /// <param name="problem">Of the API.</param>
    /// <param name="label">The form's name of a field of the API: <c>contacts[0].phone</c>.</param>
    public static ApiProblem? Explain(ApiProblem? problem, Func<string, string> label) => problem is not { Errors: { } errors } ? problem : problem with
    {
        Errors = errors.GroupBy(e => label(e.Key)).ToDictionary(g => g.Key, g => g.SelectMany(e => e.Value).Select(Reason).Distinct().ToArray()),
        Fields = errors.GroupBy(e => label(e.Key)).ToDictionary(g => g.Key, g => g.First().Key),
    };

    /// <summary>What forms usually call a field.</summary>
    /// <param name="field">A path like <c>lines[1].quantity</c>: its last name counts.</param>
    public static string Name(string field) => field.Split('.')[^1].Split('[')[0] switch
    {
        "name" or "Name" => T("姓名"),
        "userName" => T("用户名"),
        "password" => T("密码"),
        "newPassword" => T("新密码"),
        "phone" => T("电话"),
        "code" => T("代码"),
        "roles" => T("职责"),
        "subdistrict" => T("街道（镇）"),
        "community" or "communities" => T("居委"),
        "sites" or "site" or "siteCode" => T("助餐点"),
        "serviceDate" or "date" => T("用餐日期"),
        "mealPeriod" => T("餐次"),
        "month" => T("月份"),
        "from" => T("从"),
        "to" => T("到"),
        "fen" or "amountFen" or "paidFen" => T("金额"),
        "reason" or "overrideReason" or "tooOldReason" or "lateReason" => T("原因"),
        "note" or "notes" or "remark" or "remarks" => T("备注"),
        "level" => T("情况"),
        "outcome" or "result" => T("结果"),
        "cardCode" => T("卡号"),
        "quantity" => T("份数"),
        "address" => T("地址"),
        "idNumber" => T("身份证号"),
        "birthDate" => T("出生日期"),
        "gender" => T("性别"),
        "minutes" or "takenMinutes" => T("分钟数"),
        "coreTemperatureTenths" => T("中心温度"),
        _ => field,
    };

    /// <summary>The API speaks to programs; what is not listed here is said in general.</summary>
    public static string Reason(string message) => message switch
    {
        "is required" => T("要填"),
        "is not a number" => T("不是数字"),
        "is before from" => T("早于开始日期"),
        "does not agree with birthDate" or "does not agree with birthDate and gender" => T("与出生日期或性别不符"),
        "does not agree with gender" => T("与性别不符"),
        "is not an identity number: 17 digits and the right check character" => T("身份证号不对，请核对 18 位"),
        "between 1900 and today" => T("要在 1900 年到今天之间"),
        "may hold letters, digits, - _ . only" => T("只能用字母、数字和 - _ ."),
        "is not after serveFrom" => T("要晚于开餐时间"),
        "is not after ordering opens" => T("要晚于开始订餐"),
        "is not before serveTo" => T("要早于收餐时间"),
        "holds each meal period at most once" => T("每个餐次只能有一行"),
        "is for dining tables" => T("只有长者餐桌才填"),
        "is required for a dining table" => T("长者餐桌要填"),
        "has characters that cannot be printed" => T("有打印不出来的字"),
        "is not a date like 2025-06-25" => T("写成 2025-06-25"),
        "must be a month like 2025-07" => T("写成 2025-07"),
        "is not a mobile number of eleven digits" => T("要填 11 位手机号"),
        "is not a phone number" or "holds digits, + - and spaces only" => T("不是电话号码"),
        "cannot be read" => T("看不懂，请重新填"),
        "officer, auditor and admin stand alone" => T("专员、审计、管理员只能选一个"),
        "are those that canteen staff work at" => T("食堂员工要选在哪里工作"),
        "is the password before" => T("不能和原来的一样"),
        "holds the user name" => T("不能含用户名"),
        "repeats itself too much" => T("重复的字太多"),
        _ when Characters(message, "at most ") is { } most => T("最多 {0} 个字", most),
        _ when Characters(message, "at least ") is { } least => T("至少 {0} 个字", least),
        _ when message.StartsWith("between ", StringComparison.Ordinal) && message[8..].Split(" and ") is [var least, var most] => T("要在 {0} 和 {1} 之间", least, most),
        _ when message.StartsWith("at most ", StringComparison.Ordinal) => T("太长或太多：{0}", message["at most ".Length..]),
        _ => T("填得不对"),
    };

    /// <summary><c>contacts[0].phone</c> is <c>contacts.phone</c> of the first: the list's field, and its place from 1; 0 for a field that is no list's.</summary>
    public static (string Field, int Place) Parts(string field)
    {
        var open = field.IndexOf('[', StringComparison.Ordinal);
        var close = field.IndexOf(']', StringComparison.Ordinal);
        return open > 0 && close > open && int.TryParse(field.AsSpan(open + 1, close - open - 1), out var index) ? (field[..open] + field[(close + 1)..], index + 1) : (field, 0);
    }

    private static string? Characters(string message, string bound) =>
        message.StartsWith(bound, StringComparison.Ordinal) && message.EndsWith(" characters", StringComparison.Ordinal) ? message[bound.Length..^" characters".Length] : null;
}
