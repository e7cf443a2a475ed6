using System.Buffers;
using System.Text;

namespace MealDispatch.EscPos;

/// <summary>
/// The ESC/POS commands that a slip needs, into one buffer that is lent and given back. A line with a character that the printer's
/// font lacks is drawn whole (<c>GS v 0</c>), in the size, weight and place that its text would have had.
/// </summary>
public sealed class EscPosWriter(Paper paper) : IDisposable
{
    private const int LineGap = 6;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(4096);
    private int length;
    private TextSize size = TextSize.Normal;
    private bool centred;
    private bool bold;
    private bool inverted;

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, length);

    /// <summary>Columns of a line in the size that is chosen now.</summary>
    private int Columns => paper.Columns / size.Width;

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    /// <summary>ESC @ forgets what an earlier job left behind; FS &amp; chooses the Chinese font.</summary>
    public EscPosWriter Start() => Raw([0x1B, 0x40, 0x1C, 0x26]);

    public EscPosWriter Centre()
    {
        centred = true;
        return Raw([0x1B, 0x61, 1]);
    }

    public EscPosWriter Left()
    {
        centred = false;
        return Raw([0x1B, 0x61, 0]);
    }

    public EscPosWriter Bold(bool on)
    {
        bold = on;
        return Raw([0x1B, 0x45, (byte)(on ? 1 : 0)]);
    }

    public EscPosWriter Inverted(bool on)
    {
        inverted = on;
        return Raw([0x1D, 0x42, (byte)(on ? 1 : 0)]);
    }

    public EscPosWriter Sized(TextSize textSize)
    {
        size = textSize;
        return Raw([0x1D, 0x21, (byte)(((size.Width - 1) << 4) | (size.Height - 1))]);
    }

    /// <summary>Lines of the text; while inverted, each with a black column before and after.</summary>
    public EscPosWriter Paragraph(string text)
    {
        Span<int> all = text.Length <= PrinterText.MostOnStack ? stackalloc int[text.Length] : new int[text.Length];
        ReadOnlySpan<int> cells = all[..PrinterText.ToCells(text, all)];
        if (!inverted)
        {
            do Line(PrinterText.TakeLine(ref cells, Columns));
            while (cells.Length > 0);
            return this;
        }

        Span<int> framed = stackalloc int[Columns];
        do
        {
            var line = PrinterText.TakeLine(ref cells, Columns - 2);
            framed[0] = framed[line.Length + 1] = ' ';
            line.CopyTo(framed[1..]);
            Line(framed[..(line.Length + 2)]);
        }
        while (cells.Length > 0);
        return this;
    }

    /// <summary>Left text wrapped beside a right text that ends at the paper's edge, on the first line.</summary>
    public EscPosWriter Row(string left, string right)
    {
        Span<int> edge = right.Length <= PrinterText.MostOnStack ? stackalloc int[right.Length] : new int[right.Length];
        edge = edge[..PrinterText.ToCells(right, edge)];
        var room = Columns - PrinterText.Columns(edge) - 1;
        if (room < 8) return Paragraph($"{left} {right}");

        Span<int> all = left.Length <= PrinterText.MostOnStack ? stackalloc int[left.Length] : new int[left.Length];
        ReadOnlySpan<int> cells = all[..PrinterText.ToCells(left, all)];
        var first = PrinterText.TakeLine(ref cells, room);
        var gap = room + 1 - PrinterText.Columns(first);
        Span<int> line = stackalloc int[first.Length + gap + edge.Length];
        first.CopyTo(line);
        line.Slice(first.Length, gap).Fill(' ');
        edge.CopyTo(line[(first.Length + gap)..]);
        Line(line);
        while (cells.Length > 0) Line(PrinterText.TakeLine(ref cells, room));
        return this;
    }

    public EscPosWriter Rule()
    {
        Take(paper.Columns).Fill((byte)'-');
        return Raw([0x0A]);
    }

    /// <summary>A barcode in the widest bars that fit the paper; none where even the narrowest would be cut off.</summary>
    public EscPosWriter Barcode(string text)
    {
        if (!Code128.CanEncode(text)) return this;
        var width = Math.Min(3, paper.Dots / (Code128.ModuleCount(text) + 20));
        if (width == 0) return this;

        Raw([0x1D, 0x68, 80, 0x1D, 0x77, (byte)width, 0x1D, 0x48, 0, 0x1D, 0x6B, 73]);
        Span<byte> data = stackalloc byte[Code128.MostPrinterData(text)];
        data = data[..Code128.WritePrinterData(text, data)];
        return Raw([(byte)data.Length]).Raw(data).Raw([0x0A]);
    }

    /// <summary>A QR code, model 2, error correction M, drawn by the printer.</summary>
    public EscPosWriter Qr(string text, byte dotsPerModule)
    {
        Raw([0x1D, 0x28, 0x6B, 4, 0, 0x31, 0x41, 50, 0]);
        Raw([0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x43, dotsPerModule]);
        Raw([0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x45, 49]);
        var bytes = Encoding.UTF8.GetByteCount(text);
        Raw([0x1D, 0x28, 0x6B, (byte)((bytes + 3) & 0xFF), (byte)((bytes + 3) >> 8), 0x31, 0x50, 48]);
        Encoding.UTF8.GetBytes(text, Take(bytes));
        return Raw([0x1D, 0x28, 0x6B, 3, 0, 0x31, 0x51, 48, 0x0A]);
    }

    /// <summary>Feeds past the blade and cuts; printers without one only feed.</summary>
    public EscPosWriter Cut() => Raw([0x1D, 0x56, 66, 0]);

    private void Line(ReadOnlySpan<int> cells)
    {
        foreach (var cell in cells)
        {
            if (PrinterText.IsInFont(cell)) continue;
            DrawLine(cells);
            return;
        }

        var to = Take(PrinterText.Columns(cells) + 1);
        var at = 0;
        foreach (var cell in cells)
        {
            if (cell < 0x80)
            {
                to[at++] = (byte)cell;
                continue;
            }

            var code = PrinterText.FontCode(cell);
            to[at++] = (byte)(code >> 8);
            to[at++] = (byte)(code & 0xFF);
        }

        to[at] = 0x0A;
    }

    private void DrawLine(ReadOnlySpan<int> cells)
    {
        var (rowBytes, height) = (paper.Dots / 8, (Glyphs.Size * size.Height) + LineGap);
        Raw([0x1D, 0x76, 0x30, 0, (byte)rowBytes, 0, (byte)height, (byte)(height >> 8)]);
        var dots = Take(rowBytes * height);
        dots.Clear();
        var canvas = new Canvas(dots, rowBytes);
        var left = centred ? (paper.Dots - (PrinterText.Columns(cells) * (Glyphs.Size / 2) * size.Width)) / 2 : 0;
        foreach (var cell in cells)
        {
            canvas.Draw(cell, left, LineGap / 2, size, bold, inverted);
            left += Glyphs.WidthOf(cell) * size.Width;
        }
    }

    private EscPosWriter Raw(ReadOnlySpan<byte> data)
    {
        data.CopyTo(Take(data.Length));
        return this;
    }

    private Span<byte> Take(int count)
    {
        if (length + count > buffer.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * buffer.Length, length + count));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        length += count;
        return buffer.AsSpan(length - count, count);
    }
}
