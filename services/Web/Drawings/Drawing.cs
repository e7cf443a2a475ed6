using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Html;

namespace MealDispatch.Web.Drawings;

/// <summary>
/// An SVG written piece by piece, with a name for those who do not see it. What it means stands in words beside it: a drawing adds
/// nothing that is only in the drawing. Units are those of a phone's width, so that its text stays large there.
/// </summary>
internal sealed class Drawing : IHtmlContent
{
    public const double Width = 400;

    /// <summary>Of text, in units of <see cref="Width"/>.</summary>
    public const double TextSize = 20;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder svg = new();

    public Drawing(double height, string name) => Add(
        $"<svg class=\"drawing\" viewBox=\"0 0 {Width} {height}\" role=\"img\" aria-label=\"{name}\" font-size=\"{TextSize}\" stroke-width=\"2\" fill=\"none\" stroke=\"currentColor\">");

    /// <summary>Numbers get a point and one decimal, text is encoded.</summary>
    public void Add(FormattableString markup) => svg.Append(markup.ToString(Pen.Instance));

    /// <summary>Text without an outline. <paramref name="anchor"/>: <c>start</c>, <c>middle</c> or <c>end</c>.</summary>
    public void Write(double x, double y, string text, string anchor = "start") =>
        Add($"<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\" fill=\"currentColor\" stroke=\"none\">{text}</text>");

    public void WriteTo(TextWriter writer, HtmlEncoder encoder)
    {
        writer.Write(svg);
        writer.Write("</svg>");
    }

    public override string ToString() => svg + "</svg>";

    private sealed class Pen : IFormatProvider, ICustomFormatter
    {
        public static readonly Pen Instance = new();

        public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

        public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
        {
            double number => number.ToString("0.#", CultureInfo.InvariantCulture),
            _ => Encoder.Encode(Convert.ToString(arg, CultureInfo.InvariantCulture) ?? ""),
        };
    }
}
