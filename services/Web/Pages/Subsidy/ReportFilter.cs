using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Which meals a page of reports is about: what stands in its address, under the names of the API.</summary>
internal sealed class ReportFilter
{
    private static (string Name, string Label)[] Fields =>
    [
        ("from", T("从")), ("to", T("到")), ("serviceDate", T("日期")), ("siteCode", T("助餐点")), ("community", T("居委")), ("tier", T("档次")), ("channel", T("用餐方式")), ("funder", T("预算")),
        ("money", T("资金")), ("orderNumber", T("订单号")),
    ];

    private readonly Dictionary<string, string> values = [];

    public ReportFilter(IQueryCollection query, LocalDate today)
    {
        foreach (var (name, _) in Fields)
        {
            if (query[name].ToString() is { Length: > 0 } value)
                values[name] = value;
        }

        var month = query["month"].ToString() is { Length: > 0 } asked ? asked : values.GetValueOrDefault("from");
        values["from"] = MonthField.Of(month, today);
        values["to"] = values.GetValueOrDefault("to", values["from"]);
    }

    public string this[string name] => values.GetValueOrDefault(name, "");

    public string Months => this["from"] == this["to"] ? MonthField.Words(this["from"]) : T("{0} 至 {1}", MonthField.Words(this["from"]), MonthField.Words(this["to"]));

    /// <summary>What narrows it beside the months, and the address without it.</summary>
    public IEnumerable<(string Name, string Label, string Value)> Narrowings =>
        Fields.Skip(2).Where(f => values.ContainsKey(f.Name)).Select(f => (f.Name, f.Label, values[f.Name]));

    /// <param name="path">Of a page, or of the API.</param>
    /// <param name="changes">Other values; null takes one out.</param>
    public string Address(string path, params (string Name, string? Value)[] changes)
    {
        var query = values.ToDictionary();
        foreach (var (name, value) in changes)
        {
            if (value is null)
                query.Remove(name);
            else
                query[name] = value;
        }

        return path + "?" + string.Join('&', query.Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value)}"));
    }

    /// <summary>The address of the same with one group of a report only.</summary>
    public static (string Name, string? Value)[] Only(string grouping, string key) => grouping switch
    {
        "month" => [("from", key), ("to", key)],
        "day" => [("serviceDate", key)],
        "site" => [("siteCode", key)],
        _ => [(grouping, key)],
    };

    public static string Grouping(string word) => word switch
    {
        "month" => T("月份"),
        "day" => T("日期"),
        "site" => T("助餐点"),
        "community" => T("居委"),
        "tier" => T("档次"),
        "channel" => T("用餐方式"),
        "funder" => T("预算"),
        _ => word,
    };

    public static string Money(string? word) => word switch
    {
        "reserved" => T("预留"),
        "kept" => T("已发生（待结算和已结算）"),
        "granted" => T("待结算"),
        "settled" => T("已结算"),
        "clawed-back" => T("已追回"),
        null => "—",
        _ => word,
    };
}
