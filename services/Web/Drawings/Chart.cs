using NodaTime;

namespace MealDispatch.Web.Drawings;

/// <param name="Text">The value in words.</param>
/// <param name="Part">How much of the value is not certain yet: drawn as an outline.</param>
internal sealed record Bar(string Label, long Value, string Text, long Part = 0);

/// <summary>What a budget had left at the end of each day, and how it goes on at this rate. Fen.</summary>
/// <param name="Left">Oldest first; the last is today's.</param>
/// <param name="PerDay">Zero when nothing is spent.</param>
/// <param name="RunsOutOn">Null when it is too far away.</param>
internal sealed record BurnDownLine(IReadOnlyList<(LocalDate Day, long Fen)> Left, long PerDay, LocalDate? RunsOutOn);

/// <summary>The charts that pages have: bars, and a budget that is used up.</summary>
internal static class Chart
{
    private const double Edge = 4;

    /// <summary>Days of forecast that are drawn at most; the day itself is always said.</summary>
    private const int LongestForecast = 56;

    public static Drawing Bars(string name, IReadOnlyList<Bar> bars)
    {
        const double row = 56;
        var drawing = new Drawing(Math.Max(bars.Count, 1) * row, name);
        var most = Math.Max(bars.Count == 0 ? 0 : bars.Max(b => b.Value), 1);
        for (var i = 0; i < bars.Count; i++)
        {
            var (bar, y) = (bars[i], i * row);
            var length = (Drawing.Width - (2 * Edge)) * bar.Value / most;
            var certain = bar.Value == 0 ? 0 : length * (bar.Value - bar.Part) / bar.Value;
            drawing.Write(Edge, y + 22, bar.Label);
            drawing.Write(Drawing.Width - Edge, y + 22, bar.Text, "end");
            drawing.Add($"<rect x=\"{Edge}\" y=\"{y + 30}\" width=\"{length}\" height=\"16\" />");
            drawing.Add($"<rect x=\"{Edge}\" y=\"{y + 30}\" width=\"{certain}\" height=\"16\" fill=\"currentColor\" />");
        }

        return drawing;
    }

    public static Drawing BurnDown(string name, BurnDownLine line, string topText, string todayText)
    {
        const double top = 34, bottom = 190;
        var drawing = new Drawing(bottom + 34, name);
        var (first, today) = (line.Left[0].Day, line.Left[^1].Day);
        var end = line.RunsOutOn is { } day && Days(today, day) <= LongestForecast ? day : today.PlusDays(LongestForecast);
        var most = (double)Math.Max(line.Left.Max(l => l.Fen), 1);
        var last = Math.Max(line.Left[^1].Fen - ((double)line.PerDay * Days(today, end)), 0);

        drawing.Add($"<path d=\"M{Edge} {bottom}H{Drawing.Width - Edge}M{X(today)} {top}V{bottom}\" stroke-width=\"1\" />");
        drawing.Add($"<path d=\"M{Edge} {bottom}L{string.Join('L', line.Left.Select(l => $"{Number(X(l.Day))} {Number(Y(l.Fen))}"))}V{bottom}Z\" fill=\"currentColor\" fill-opacity=\"0.15\" stroke=\"none\" />");
        drawing.Add($"<polyline points=\"{string.Join(' ', line.Left.Select(l => $"{Number(X(l.Day))},{Number(Y(l.Fen))}"))}\" stroke-width=\"4\" />");
        if (line.PerDay > 0)
            drawing.Add($"<path d=\"M{X(today)} {Y(line.Left[^1].Fen)}L{X(end)} {Y(last)}\" stroke-width=\"4\" stroke-dasharray=\"10 8\" />");
        drawing.Write(Edge, 22, topText);
        drawing.Write(Edge, bottom + 26, ShortDate(first));
        drawing.Write(X(today), bottom + 26, todayText, "middle");
        drawing.Write(Drawing.Width - Edge, bottom + 26, ShortDate(end), "end");
        return drawing;

        double X(LocalDate at) => Edge + ((Drawing.Width - (2 * Edge)) * Days(first, at) / Math.Max(Days(first, end), 1));

        double Y(double fen) => bottom - ((bottom - top) * fen / most);
    }

    private static int Days(LocalDate from, LocalDate to) => Period.DaysBetween(from, to);

    private static string ShortDate(LocalDate day) => $"{day.Month}-{day.Day}";

    private static string Number(double number) => number.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
