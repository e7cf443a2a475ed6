using System.Text;

namespace MealDispatch.EscPos;

/// <summary>
/// CODE128 of ASCII text. Runs of four digits or more go in set C, two digits a symbol: a ticket code takes 222 modules instead of
/// 266, which is what makes it fit 58 mm paper.
/// </summary>
public static class Code128
{
    private const int StartB = 104, StartC = 105, ToC = 99, ToB = 100, Stop = 106;
    private const int SymbolModules = 11, StopModules = 13;

    // ISO/IEC 15417: widths of bar, space, bar … of symbols 0 to 106.
    internal static readonly IReadOnlyList<string> Widths = (
        "212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 " +
        "123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 " +
        "232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 113123 113321 133121 " +
        "313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 314111 221411 431111 111224 " +
        "111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 " +
        "111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 " +
        "114311 411113 411311 113141 114131 311141 411131 211412 211214 211232 2331112").Split(' ');

    public static bool CanEncode(string text) => text.Length > 0 && !text.AsSpan().ContainsAnyExceptInRange(' ', '~');

    /// <summary>Bars and spaces in modules, starting with a bar, without the quiet zones.</summary>
    public static IReadOnlyList<int> Modules(string text)
    {
        var symbols = new List<int>();
        for (var rest = text.AsSpan(); !rest.IsEmpty;)
        {
            var (digits, run) = NextRun(ref rest);
            if (symbols.Count == 0) symbols.Add(digits ? StartC : StartB);
            else symbols.Add(digits ? ToC : ToB);
            for (var i = 0; i < run.Length; i += digits ? 2 : 1) symbols.Add(digits ? Pair(run[i..]) : run[i] - ' ');
        }

        symbols.Add(symbols.Select((s, i) => s * Math.Max(i, 1)).Sum() % 103);
        symbols.Add(Stop);
        return [.. symbols.SelectMany(s => Widths[s]).Select(w => w - '0')];
    }

    /// <summary>The sum of <see cref="Modules"/>.</summary>
    internal static int ModuleCount(ReadOnlySpan<char> text)
    {
        var symbols = 1;
        while (!text.IsEmpty)
        {
            var (digits, run) = NextRun(ref text);
            symbols += 1 + (digits ? run.Length / 2 : run.Length);
        }

        return (symbols * SymbolModules) + StopModules;
    }

    /// <summary>Room that suffices for <see cref="WritePrinterData"/>.</summary>
    internal static int MostPrinterData(string text) => 2 + (2 * text.Length);

    /// <summary>The data of ESC/POS <c>GS k 73</c>: <c>{B</c> and <c>{C</c> choose the set; the printer adds checksum and stop.</summary>
    internal static int WritePrinterData(ReadOnlySpan<char> text, Span<byte> data)
    {
        var length = 0;
        while (!text.IsEmpty)
        {
            var (digits, run) = NextRun(ref text);
            data[length++] = (byte)'{';
            data[length++] = (byte)(digits ? 'C' : 'B');
            for (var i = 0; i < run.Length; i += digits ? 2 : 1)
            {
                if (run[i] == '{') data[length++] = (byte)'{';
                data[length++] = digits ? (byte)Pair(run[i..]) : (byte)run[i];
            }
        }

        return length;
    }

    /// <summary>The text of a printer's data, and null when its sets and escapes are not well formed.</summary>
    internal static string? ReadPrinterData(ReadOnlySpan<byte> data)
    {
        var text = new StringBuilder();
        char? set = null;
        for (var i = 0; i < data.Length; i++)
        {
            if (data[i] == '{' && set != 'C' && i + 1 < data.Length && data[i + 1] == '{' && set == 'B') text.Append((char)data[i++]);
            else if (data[i] == '{' && i + 1 < data.Length && data[i + 1] is (byte)'B' or (byte)'C') set = (char)data[++i];
            else if (set == 'B' && data[i] is >= 0x20 and < 0x7F) text.Append((char)data[i]);
            else if (set == 'C' && data[i] < 100) text.Append((char)('0' + (data[i] / 10))).Append((char)('0' + (data[i] % 10)));
            else return null;
        }

        return text.Length > 0 ? text.ToString() : null;
    }

    private static int Pair(ReadOnlySpan<char> digits) => ((digits[0] - '0') * 10) + digits[1] - '0';

    private static Run NextRun(ref ReadOnlySpan<char> text)
    {
        var digits = Digits(text);
        var isDigits = digits >= 4 && digits % 2 == 0;
        var length = digits;
        for (length = isDigits ? digits : 0; !isDigits && length < text.Length; length++)
        {
            digits = Digits(text[length..]);
            if (digits < 4) continue;
            length += digits % 2;
            break;
        }

        var run = new Run(isDigits, text[..length]);
        text = text[length..];
        return run;
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var length = text.IndexOfAnyExceptInRange('0', '9');
        return length < 0 ? text.Length : length;
    }

    private readonly ref struct Run(bool digits, ReadOnlySpan<char> text)
    {
        private readonly ReadOnlySpan<char> text = text;

        public void Deconstruct(out bool isDigits, out ReadOnlySpan<char> run)
        {
            isDigits = digits;
            run = text;
        }
    }
}
