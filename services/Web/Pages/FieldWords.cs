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
}
