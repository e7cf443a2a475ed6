using System.Globalization;
using System.Text;

namespace MealDispatch.Kitchen.Slips;

/// <summary>
/// Text as a thermal printer's GB18030 font can show it. The fonts hold the one-byte and two-byte codes only; any other character
/// becomes 〓 and its code point (<c>〓U+2B7F9</c>), never <c>?</c>, and control characters cannot smuggle printer commands in.
/// A Chinese character takes two columns, an ASCII character one.
/// </summary>
internal static class PrinterText
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    internal static byte[] Encode(string printable) => Gb18030.GetBytes(printable);

    /// <summary>Columns that <paramref name="printable"/> takes in normal size.</summary>
    internal static int Columns(string printable) => printable.Sum(c => c < 0x80 ? 1 : 2);

    internal static string Printable(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (!Rune.TryGetRuneAt(text, i, out var rune))
            {
                result.Append(Fallback(text[i]));
                continue;
            }

            if (rune.Utf16SequenceLength == 2) i++;
            if (IsInvisible(rune)) continue;
            if (Rune.IsControl(rune) || Rune.IsWhiteSpace(rune)) result.Append(rune.Value == 0x3000 ? '　' : ' ');
            else if (IsInFont(rune)) result.Append(rune);
            else result.Append(Fallback(rune.Value));
        }

        return result.ToString();
    }

    /// <summary>Lines of at most <paramref name="columns"/>; words and numbers in ASCII stay together where a line can hold them.</summary>
    internal static IReadOnlyList<string> Wrap(string printable, int columns)
    {
        var lines = new List<string>();
        var line = new StringBuilder();
        var used = 0;
        foreach (var atom in Atoms(printable, columns))
        {
            var width = Columns(atom);
            if (used + width > columns)
            {
                lines.Add(line.ToString().TrimEnd(' '));
                line.Clear();
                used = 0;
                if (atom == " ") continue;
            }

            line.Append(atom);
            used += width;
        }

        if (line.Length > 0 || lines.Count == 0) lines.Add(line.ToString().TrimEnd(' '));
        return lines;
    }

    private static IEnumerable<string> Atoms(string printable, int columns)
    {
        for (var i = 0; i < printable.Length;)
        {
            var length = 1;
            if (IsWord(printable[i]))
            {
                while (i + length < printable.Length && IsWord(printable[i + length]) && length < columns) length++;
            }

            yield return printable.Substring(i, length);
            i += length;
        }
    }

    private static bool IsWord(char c) => c is > ' ' and < '\u0080';

    private static string Fallback(int codePoint) => string.Create(CultureInfo.InvariantCulture, $"〓U+{codePoint:X4}");

    // Joiners and variation selectors have no shape of their own.
    private static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format || rune.Value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF);

    private static bool IsInFont(Rune rune)
    {
        if (rune.IsAscii) return true;
        if (!rune.IsBmp || Rune.GetUnicodeCategory(rune) == UnicodeCategory.PrivateUse) return false;
        return Gb18030.GetByteCount(rune.ToString()) == 2;
    }
}
