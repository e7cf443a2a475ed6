using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using MealDispatch.EscPos;
using QRCoder;

namespace MealDispatch.Kitchen.Slips;

/// <summary>Barcode and QR as SVG, for pages that a browser prints.</summary>
internal static class Drawing
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    internal static string Barcode(string text)
    {
        if (!Code128.CanEncode(text)) return "";
        var path = new StringBuilder();
        var x = 10;
        var bar = true;
        foreach (var width in Code128.Modules(text))
        {
            if (bar) path.Append(CultureInfo.InvariantCulture, $"M{x} 0h{width}v40h-{width}z");
            x += width;
            bar = !bar;
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="barcode" role="img" aria-label="条形码 {Html.Encode(text)}" viewBox="0 0 {x + 10} 40" preserveAspectRatio="none"><path d="{path}"/></svg>""");
    }

    /// <param name="text">What the code holds.</param>
    /// <param name="name">What that is for people who do not see the drawing.</param>
    internal static string Qr(string text, string name)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        var rows = code.ModuleMatrix;
        for (var y = 0; y < rows.Count; y++)
        {
            for (var x = 0; x < rows[y].Length; x++)
            {
                if (rows[y][x]) path.Append(CultureInfo.InvariantCulture, $"M{x} {y}h1v1h-1z");
            }
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"""<svg class="qr" role="img" aria-label="二维码 {Html.Encode(name)}" viewBox="0 0 {rows.Count} {rows.Count}"><path d="{path}"/></svg>""");
    }
}
