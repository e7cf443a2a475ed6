using System.Text;

namespace MealDispatch.Kitchen.Slips;

/// <summary>
/// CODE128 of ASCII text. Runs of four digits or more go in set C, two digits a symbol: a ticket code takes 222 modules instead of
/// 266, which is what makes it fit 58 mm paper.
/// </summary>
internal static class Code128
{
    private const int StartB = 104, StartC = 105, ToC = 99, ToB = 100, Stop = 106;

    // ISO/IEC 15417: widths of bar, space, bar … of symbols 0 to 106.
    internal static readonly IReadOnlyList<string> Widths = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
        "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
        "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
        "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
        "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
        "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
        "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    private readonly record struct Run(bool Digits, string Text);

    internal static bool CanEncode(string text) => text.Length > 0 && text.All(c => c is >= ' ' and <= '~');

    /// <summary>Bars and spaces in modules, starting with a bar, without the quiet zones.</summary>
    internal static IReadOnlyList<int> Modules(string text) => [.. Symbols(text).SelectMany(s => Widths[s]).Select(w => w - '0')];

    /// <summary>The data of ESC/POS <c>GS k 73</c>: <c>{B</c> and <c>{C</c> choose the set; the printer adds checksum and stop.</summary>
    internal static byte[] PrinterData(string text)
    {
        var data = new List<byte>();
        foreach (var run in Runs(text))
        {
            data.AddRange(run.Digits ? "{C"u8 : "{B"u8);
            if (run.Digits) data.AddRange(Pairs(run.Text).Select(p => (byte)p));
            else data.AddRange(Encoding.ASCII.GetBytes(run.Text.Replace("{", "{{", StringComparison.Ordinal)));
        }

        return [.. data];
    }

    private static List<int> Symbols(string text)
    {
        var symbols = new List<int>();
        foreach (var run in Runs(text))
        {
            if (symbols.Count == 0) symbols.Add(run.Digits ? StartC : StartB);
            else symbols.Add(run.Digits ? ToC : ToB);
            symbols.AddRange(run.Digits ? Pairs(run.Text) : run.Text.Select(c => c - ' '));
        }

        symbols.Add(symbols.Select((s, i) => s * Math.Max(i, 1)).Sum() % 103);
        symbols.Add(Stop);
        return symbols;
    }

    private static IEnumerable<int> Pairs(string digits) => digits.Chunk(2).Select(p => ((p[0] - '0') * 10) + p[1] - '0');

    private static List<Run> Runs(string text)
    {
        var runs = new List<Run>();
        var letters = new StringBuilder();
        for (var i = 0; i < text.Length;)
        {
            var digits = text[i..].TakeWhile(char.IsAsciiDigit).Count();
            if (digits < 4)
            {
                letters.Append(text[i++]);
                continue;
            }

            if (digits % 2 == 1) letters.Append(text[i++]);
            if (letters.Length > 0) runs.Add(new Run(false, letters.ToString()));
            letters.Clear();
            runs.Add(new Run(true, text.Substring(i, digits / 2 * 2)));
            i += digits / 2 * 2;
        }

        if (letters.Length > 0) runs.Add(new Run(false, letters.ToString()));
        return runs;
    }
}
