using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Batches;

/// <summary>The production sheet as a page for A4 paper on the kitchen wall.</summary>
internal static class HtmlProductionSheet
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        @page { size: A4; margin: 12mm }
        body { margin: 0 auto; max-width: 186mm; font: 12pt/1.4 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff }
        h1 { font-size: 20pt; margin: 0 0 2mm } h2 { font-size: 14pt; margin: 6mm 0 1mm }
        table { border-collapse: collapse; width: 100% } thead { display: table-header-group }
        th, td { border: .3mm solid #000; padding: 1.2mm 2mm; text-align: left; overflow-wrap: anywhere }
        tr { break-inside: avoid; page-break-inside: avoid }
        .n { text-align: right; white-space: nowrap; font-weight: bold; font-size: 14pt }
        .loud { background: #000; color: #fff; padding: 0 1.5mm; margin-right: 1mm; -webkit-print-color-adjust: exact; print-color-adjust: exact }
        """;

    internal static string Page(ProductionSheet sheet)
    {
        var meal = sheet.MealPeriod switch
        {
            MealPeriod.Breakfast => "早餐",
            MealPeriod.Lunch => "午餐",
            MealPeriod.Dinner => "晚餐",
        };
        var state = sheet.Status == BatchStatus.Open ? "未截单，数字还会变" : "已截单";
        var wave = sheet.Wave > 1 ? string.Create(CultureInfo.InvariantCulture, $" 第{sheet.Wave}批") : "";
        var date = string.Create(CultureInfo.InvariantCulture, $"{sheet.ServiceDate.Year}年{sheet.ServiceDate.Month}月{sheet.ServiceDate.Day}日");
        return string.Create(CultureInfo.InvariantCulture, $"""
            <!DOCTYPE html>
            <html lang="zh-Hans"><head><meta charset="utf-8"><title>备餐汇总表 {Html.Encode(sheet.SiteCode)} {date} {meal}</title><style>{Style}</style></head>
            <body>
            <h1>备餐汇总表 {Html.Encode(sheet.SiteName)}</h1>
            <p>{date} {meal}{wave} · {sheet.Orders} 单 · {state}</p>
            <h2>菜品</h2>
            {Table("菜品", "份数", sheet.Items.Select(i => (i.Name, i.Quantity)))}
            <h2>膳食要求</h2>
            {Table("要求", "单数", sheet.Diets.Select(d => (DietWords.Of(d.Diet), d.Orders)))}
            {Specials(sheet)}
            <h2>送往</h2>
            {Table("去处", "单数", sheet.Destinations.Select(d => (d.Destination, d.Orders)))}
            </body></html>

            """);
    }

    private static string Table(string what, string count, IEnumerable<(string Name, int Count)> rows)
    {
        var body = string.Concat(rows.Select(r => string.Create(
            CultureInfo.InvariantCulture, $"<tr><td>{Html.Encode(r.Name)}</td><td class=\"n\">{r.Count}</td></tr>\n")));
        return body.Length == 0 ? "<p>无</p>" : $"<table><thead><tr><th>{what}</th><th>{count}</th></tr></thead><tbody>\n{body}</tbody></table>";
    }

    private static string Specials(ProductionSheet sheet)
    {
        var rows = new StringBuilder();
        foreach (var special in sheet.Specials)
        {
            var warnings = string.Concat(special.Warnings.Select(w => $"<span class=\"loud\">{Html.Encode(DietWords.Of(w))}</span>"));
            var items = string.Join("、", special.Items.Select(i => string.Create(CultureInfo.InvariantCulture, $"{Html.Encode(i.Name)}×{i.Quantity}")));
            var number = special.Number is { } n ? TicketCode.NumberText(n) : "";
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{number}</td><td>{Html.Encode(special.Resident)}</td><td>{Html.Encode(special.Destination)}</td><td>{warnings}</td><td>{items}</td></tr>\n");
        }

        return rows.Length == 0
            ? ""
            : $"<h2>特殊餐</h2><table><thead><tr><th>号</th><th>老人</th><th>去处</th><th>要求</th><th>菜品</th></tr></thead><tbody>\n{rows}</tbody></table>";
    }
}
