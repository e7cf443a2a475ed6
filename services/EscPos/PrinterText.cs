using System.Buffers;
using System.Globalization;
using System.Text;

namespace MealDispatch.EscPos;

/// <summary>
/// Text as cells: code points that take a place on paper. A Chinese character takes two columns, an ASCII character one. Characters
/// without a shape fall out, and control characters become spaces, so that no text can carry printer commands.
/// </summary>
public static class PrinterText
{
    /// <summary>Texts up to this long are laid out on the stack.</summary>
    internal const int MostOnStack = 512;

    /// <summary>The two bytes of each character that cheap printers' fonts hold, GBK; 0 for what they lack.</summary>
    private static readonly ushort[] Font = LoadFont();

    /// <summary>Whether the printer's own font has it: ASCII and GBK. Four-byte GB18030 and everything outside the BMP is not in it.</summary>
    public static bool IsInFont(int codePoint) => codePoint < 0x80 || (codePoint < Font.Length && Font[codePoint] != 0);

    /// <summary>Columns that <paramref name="text"/> takes in normal size.</summary>
    public static int Columns(string text)
    {
        Span<int> cells = text.Length <= MostOnStack ? stackalloc int[text.Length] : new int[text.Length];
        return Columns(cells[..ToCells(text, cells)]);
    }

    internal static int Columns(ReadOnlySpan<int> cells)
    {
        var columns = 0;
        foreach (var cell in cells) columns += cell < 0x80 ? 1 : 2;
        return columns;
    }

    internal static ushort FontCode(int codePoint) => Font[codePoint];

    /// <summary>Writes the text's cells, of which there are at most as many as it has UTF-16 units; answers how many.</summary>
    internal static int ToCells(ReadOnlySpan<char> text, Span<int> cells)
    {
        var count = 0;
        while (!text.IsEmpty)
        {
            // A lone surrogate is shown by its own code.
            var isRune = Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done;
            var code = isRune ? rune.Value : text[0];
            text = text[length..];
            if (code is (> ' ' and < 0x7F) or (>= 0x4E00 and <= 0x9FFF) || !isRune) cells[count++] = code;
            else if (code == 0x3000) cells[count++] = code;
            else if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) cells[count++] = ' ';
            else if (count > 0 && Composed(cells[count - 1], rune) is { } letter) cells[count - 1] = letter;
            else if (!IsShapeless(rune)) cells[count++] = code;
        }

        return count;
    }

    /// <summary>
    /// Takes the next line of at most so many columns off the cells; words and numbers in ASCII stay together where a line can
    /// hold them.
    /// </summary>
    internal static ReadOnlySpan<int> TakeLine(ref ReadOnlySpan<int> cells, int columns)
    {
        var (end, used) = (0, 0);
        while (end < cells.Length)
        {
            var length = WordLength(cells[end..], columns);
            var width = length == 0 ? cells[end] < 0x80 ? 1 : 2 : length;
            if (used + width > columns) break;
            end += Math.Max(length, 1);
            used += width;
        }

        var line = cells[..end].TrimEnd(' ');
        cells = cells[end..];
        if (cells.Length > 0 && cells[0] == ' ') cells = cells[1..];
        return line;
    }

    /// <summary>0 when no word begins there.</summary>
    private static int WordLength(ReadOnlySpan<int> cells, int most)
    {
        var length = 0;
        while (length < cells.Length && length < most && cells[length] is > ' ' and < 0x80) length++;
        return length;
    }

    /// <summary>A letter and its accent as one character; null when there is none.</summary>
    private static int? Composed(int letter, Rune accent)
    {
        if (accent.Value is < 0x300 or > 0x36F || !Rune.IsValid(letter)) return null;
        var both = $"{new Rune(letter)}{accent}".Normalize(NormalizationForm.FormC);
        return both.Length == 1 ? both[0] : null;
    }

    // Joiners and variation selectors have no shape of their own.
    private static bool IsShapeless(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    // Printers that say GB18030 hold GBK; what the later standard added in two bytes is left out with the rest.
    private static ushort[] LoadFont()
    {
        var gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;
        var gbk = CodePagesEncodingProvider.Instance.GetEncoding(936, EncoderFallback.ReplacementFallback, DecoderFallback.ReplacementFallback)!;
        var font = new ushort[0x10000];
        Span<byte> now = stackalloc byte[8];
        Span<byte> before = stackalloc byte[8];
        for (var code = 0x80; code < 0x10000; code++)
        {
            if (code is >= 0xD800 and < 0xF900) continue;
            ReadOnlySpan<char> text = [(char)code];
            if (gb18030.GetBytes(text, now) == 2 && gbk.GetBytes(text, before) == 2 && now[..2].SequenceEqual(before[..2]))
                font[code] = (ushort)((now[0] << 8) | now[1]);
        }

        return font;
    }
}
