using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Tickets;

namespace MealDispatch.Kitchen.Slips;

/// <summary>A slip as a page for the browser's own print dialog: the fallback when no printer answers.</summary>
internal static class HtmlSlip
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        * { box-sizing: border-box }
        body { margin: 0; font: 4mm/1.35 system-ui, "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; color: #000; background: #fff }
        .slip { width: 72mm; margin: 0 auto; padding: 2mm 0 6mm; break-inside: avoid; page-break-inside: avoid }
        .slip + .slip { break-before: page; page-break-before: always }
        h1, .to, .loud { font-size: 8mm; line-height: 1.2; margin: 1mm 0; text-align: center; overflow-wrap: anywhere }
        p { margin: 1mm 0; overflow-wrap: anywhere }
        .loud, .copy { background: #000; color: #fff; -webkit-print-color-adjust: exact; print-color-adjust: exact }
        .middle, .copy { text-align: center }
        ul { list-style: none; margin: 1mm 0; padding: 1mm 0; border: dashed #000; border-width: .3mm 0; font-weight: bold }
        li, .row { display: flex; justify-content: space-between; gap: 2mm }
        li span:last-child { white-space: nowrap }
        svg { display: block; margin: 2mm auto; fill: #000 }
        .barcode { width: 66mm; height: 12mm } .qr { width: 26mm; height: 26mm }
        """;

    /// <summary>For narrow paper: what is printable of 58 mm.</summary>
    private const string NarrowStyle = """
        body { font-size: 3.6mm }
        .slip { width: 48mm }
        h1, .to, .loud { font-size: 6.4mm }
        .barcode { width: 48mm }
        """;

    internal static string Page(IReadOnlyList<Slip> slips, Paper paper)
    {
        var title = slips is [var only] ? only.Code : "后厨小票";
        var size = string.Create(CultureInfo.InvariantCulture, $"@page {{ size: {paper.WidthMm}mm {slips.Select(HeightOf).DefaultIfEmpty().Max()}mm; margin: 0 }}");
        return $"""
            <!DOCTYPE html>
            <html lang="zh-Hans"><head><meta charset="utf-8"><title>{Html.Encode(title)}</title>
            <meta name="viewport" content="width=device-width"><style>{size}
            {Style}{(paper == Paper.Mm58 ? "\n" + NarrowStyle : "")}</style></head>
            <body>
            {string.Concat(slips.Select(Section))}</body></html>

            """;
    }

    /// <summary>
    /// Millimetres that hold the slip, rather too many than too few: CSS knows no paper without an end, and at "80mm auto" browsers take A4.
    /// </summary>
    private static int HeightOf(Slip slip)
    {
        var small = slip.Serving.Lines.Sum(line => Lines(line.Name, 14)) + Lines(slip.Serving.Remark ?? "", 16);
        var large = Lines(slip.Serving.Destination, 8) + slip.Serving.Warnings.Count;
        return 170 + small * 7 + large * 12;
    }

    private static int Lines(string text, int characters) => (text.Length + characters - 1) / characters;

    private static string Section(Slip slip)
    {
        var to = new StringBuilder("<section class=\"slip\">\n");
        if (slip.Voided) to.Append("<p class=\"loud\">作废 勿备</p>\n");
        if (slip.CopyText is { } copy) to.Append(CultureInfo.InvariantCulture, $"<p class=\"copy\">{Html.Encode(copy)}</p>\n");
        to.Append(CultureInfo.InvariantCulture, $"<h1>{slip.MealText} {TicketCode.NumberText(slip.Number)}</h1>\n");
        to.Append(CultureInfo.InvariantCulture, $"<p class=\"middle\">{slip.DateText} {slip.FulfilmentText}</p>\n");
        to.Append(CultureInfo.InvariantCulture, $"<p class=\"to\">{Html.Encode(slip.Serving.Destination)}</p>\n<ul>\n");
        foreach (var line in slip.Serving.Lines)
            to.Append(CultureInfo.InvariantCulture, $"<li><span>{Html.Encode(line.Name)}</span><span>×{line.Quantity}</span></li>\n");
        to.Append("</ul>\n");
        foreach (var warning in slip.Serving.Warnings) to.Append(CultureInfo.InvariantCulture, $"<p class=\"loud\">{Html.Encode(DietWords.Of(warning))}</p>\n");
        if (!string.IsNullOrWhiteSpace(slip.Serving.Remark))
            to.Append(CultureInfo.InvariantCulture, $"<p>备注：{Html.Encode(slip.Serving.Remark)}</p>\n");
        to.Append(CultureInfo.InvariantCulture, $"<p class=\"row\"><span>{Html.Encode(slip.Serving.ShortName)}</span><span>{slip.WindowText}</span></p>\n");
        if (slip.DueText is { } due) to.Append(CultureInfo.InvariantCulture, $"<p class=\"to\">{due}</p>\n");
        to.Append(CultureInfo.InvariantCulture, $"{Drawing.Barcode(slip.Code)}{Drawing.Qr(slip.Code, slip.Code)}<p class=\"middle\">{Html.Encode(slip.Code)}</p>\n");
        if (slip.CareUrl is { } url) to.Append(CultureInfo.InvariantCulture, $"<p class=\"middle\">骑手反馈</p>{Drawing.Qr(url, "骑手反馈")}\n");
        return to.Append(CultureInfo.InvariantCulture, $"<p>打印 {slip.PrintedText}</p>\n</section>\n").ToString();
    }
}
