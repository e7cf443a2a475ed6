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
        .stop { border: 1mm solid #b00000; padding: 2mm 3mm; color: #b00000 } .stop h2 { margin-top: 0 } .stop th, .stop td { border-color: #b00000 }
        .void td { text-decoration: line-through }
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
            {Incomplete(sheet)}
            <h2>要做的菜（套餐已拆开）</h2>
            {Dishes(sheet)}
            <h2>按套餐和单点</h2>
            {Table("套餐或菜品", "份数", sheet.Items.Select(i => (i.Name, i.Quantity)))}
            <h2>膳食要求</h2>
            {Diets(sheet)}
            {Specials(sheet)}
            <h2>送往</h2>
            {Table("去处", "单数", sheet.Destinations.Select(d => (d.Destination, d.Orders)))}
            {Voided(sheet)}
            </body></html>

            """);
    }

    private static string Table(string what, string count, IEnumerable<(string Name, int Count)> rows)
    {
        var body = string.Concat(rows.Select(r => string.Create(
            CultureInfo.InvariantCulture, $"<tr><td>{Html.Encode(r.Name)}</td><td class=\"n\">{r.Count}</td></tr>\n")));
        return body.Length == 0 ? "<p>无</p>" : $"<table><thead><tr><th>{what}</th><th>{count}</th></tr></thead><tbody>\n{body}</tbody></table>";
    }

    /// <summary>Before everything else, in red and in words.</summary>
    private static string Incomplete(ProductionSheet sheet) => sheet.Incomplete.Count == 0 ? "" : $"""
        <section class="stop"><h2>先处理：{sheet.Incomplete.Count.ToString(CultureInfo.InvariantCulture)} 单缺少信息（照样要做，没有漏算）</h2>
        <table><thead><tr><th>号</th><th>订单</th><th>老人</th><th>去处</th><th>缺什么</th><th>菜品</th></tr></thead><tbody>
        {string.Concat(sheet.Incomplete.Select(o => Row(Number(o.Number), o.OrderNumber, o.Resident, o.Destination, string.Join("、", o.Missing.Select(Word)), ItemsText(o.Items))))}</tbody></table></section>
        """;

    private static string Dishes(ProductionSheet sheet) => sheet.Dishes.Count == 0 ? "<p>无</p>" : $"""
        <table><thead><tr><th>菜品</th><th>共做</th><th>其中套餐里</th><th>单点</th></tr></thead><tbody>
        {string.Concat(sheet.Dishes.Select(d => string.Create(CultureInfo.InvariantCulture, $"<tr><td>{Html.Encode(d.Name)}</td><td class=\"n\">{d.Quantity}</td><td>{d.InSetMeals}</td><td>{d.Alone}</td></tr>\n")))}</tbody></table>
        """;

    private static string Diets(ProductionSheet sheet) => sheet.Diets.Count == 0 ? "<p>无</p>" : $"""
        <table><thead><tr><th>要求</th><th>单数</th><th>给谁、送哪里</th></tr></thead><tbody>
        {string.Concat(sheet.Diets.Select(d => string.Create(CultureInfo.InvariantCulture, $"<tr><td>{Html.Encode(DietWords.Of(d.Diet))}</td><td class=\"n\">{d.Orders}</td><td>{Html.Encode(string.Join("；", d.For.Select(p => $"{Number(p.Number)} {p.Resident} {p.Destination}".Trim())))}</td></tr>\n")))}</tbody></table>
        """;

    private static string Voided(ProductionSheet sheet) => sheet.Voided.Count == 0 ? "" : $"""
        <h2>截单后取消（作废，不要做、不要出餐；上面的数已减去）</h2>
        <table><thead><tr><th>号</th><th>订单</th><th>去处</th><th>菜品</th></tr></thead><tbody class="void">
        {string.Concat(sheet.Voided.Select(o => Row(Number(o.Number), o.OrderNumber, o.Destination, ItemsText(o.Items))))}</tbody></table>
        """;

    private static string Row(params string[] cells) => $"<tr>{string.Concat(cells.Select(c => $"<td>{Html.Encode(c)}</td>"))}</tr>\n";

    private static string Number(int? number) => number is { } n ? TicketCode.NumberText(n) : "";

    private static string ItemsText(IEnumerable<ItemTotal> items) =>
        string.Join("、", items.Select(i => string.Create(CultureInfo.InvariantCulture, $"{i.Name}×{i.Quantity}")));

    private static string Word(MissingFact missing) => missing switch
    {
        MissingFact.UnknownResident => "老人资料未到",
        MissingFact.NoCoordinates => "地址没有坐标",
        MissingFact.UnknownDish => "不知道是什么菜",
    };

    private static string Specials(ProductionSheet sheet)
    {
        var rows = new StringBuilder();
        foreach (var special in sheet.Specials)
        {
            var warnings = string.Concat(special.Warnings.Select(w => $"<span class=\"loud\">{Html.Encode(DietWords.Of(w))}</span>"));
            var items = Html.Encode(ItemsText(special.Items));
            var number = Number(special.Number);
            rows.Append(CultureInfo.InvariantCulture, $"<tr><td class=\"n\">{number}</td><td>{Html.Encode(special.Resident)}</td><td>{Html.Encode(special.Destination)}</td><td>{warnings}</td><td>{items}</td></tr>\n");
        }

        return rows.Length == 0
            ? ""
            : $"<h2>特殊餐</h2><table><thead><tr><th>号</th><th>老人</th><th>去处</th><th>要求</th><th>菜品</th></tr></thead><tbody>\n{rows}</tbody></table>";
    }
}
