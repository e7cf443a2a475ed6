using System.Text;

namespace MealDispatch.Kitchen.Slips;

/// <summary>Paper of a thermal printer: columns of its 12-dot font and printable dots at 203 dpi.</summary>
internal sealed record Paper(int WidthMm, int Columns, int Dots)
{
    internal static readonly Paper Mm80 = new(80, 48, 576);
    internal static readonly Paper Mm58 = new(58, 32, 384);

    internal static Paper? OfWidth(int widthMm) => widthMm switch { 80 => Mm80, 58 => Mm58, _ => null };
}

/// <summary>The ESC/POS commands that a ticket needs, byte by byte. Text goes through <see cref="PrinterText"/>.</summary>
internal sealed class EscPosWriter(Paper paper)
{
    private readonly List<byte> bytes = [];
    private int scale = 1;

    internal byte[] ToArray() => [.. bytes];

    /// <summary>ESC @ forgets what an earlier job left behind; FS &amp; chooses the Chinese font.</summary>
    internal EscPosWriter Start() => Raw(0x1B, 0x40, 0x1C, 0x26);

    internal EscPosWriter Centre() => Raw(0x1B, 0x61, 1);

    internal EscPosWriter Left() => Raw(0x1B, 0x61, 0);

    internal EscPosWriter Bold(bool on) => Raw(0x1B, 0x45, (byte)(on ? 1 : 0));

    internal EscPosWriter Inverted(bool on) => Raw(0x1D, 0x42, (byte)(on ? 1 : 0));

    /// <summary>Double width and height, or normal.</summary>
    internal EscPosWriter Double(bool on)
    {
        scale = on ? 2 : 1;
        return Raw(0x1D, 0x21, (byte)(on ? 0x11 : 0x00));
    }

    internal EscPosWriter Paragraph(string text)
    {
        foreach (var line in PrinterText.Wrap(PrinterText.Printable(text), paper.Columns / scale)) Line(line);
        return this;
    }

    /// <summary>Left text wrapped beside a right text that ends at the paper's edge, on the first line.</summary>
    internal EscPosWriter Row(string left, string right)
    {
        var edge = PrinterText.Printable(right);
        var room = (paper.Columns / scale) - PrinterText.Columns(edge) - 1;
        if (room < 8) return Paragraph($"{left} {right}");

        var lines = PrinterText.Wrap(PrinterText.Printable(left), room);
        Line(lines[0] + new string(' ', room + 1 - PrinterText.Columns(lines[0])) + edge);
        foreach (var line in lines.Skip(1)) Line(line);
        return this;
    }

    internal EscPosWriter Rule() => Line(new string('-', paper.Columns));

    /// <summary>A barcode in the widest bars that fit the paper; none where even the narrowest would be cut off.</summary>
    internal EscPosWriter Barcode(string text)
    {
        if (!Code128.CanEncode(text)) return this;
        var modules = Code128.Modules(text).Sum() + 20;
        var width = Math.Min(3, paper.Dots / modules);
        if (width == 0) return this;

        var data = Code128.PrinterData(text);
        return Raw(0x1D, 0x68, 80).Raw(0x1D, 0x77, (byte)width).Raw(0x1D, 0x48, 0)
            .Raw(0x1D, 0x6B, 73, (byte)data.Length).Raw(data).Raw(0x0A);
    }

    /// <summary>A QR code, model 2, error correction M, drawn by the printer.</summary>
    internal EscPosWriter Qr(string text, byte dotsPerModule)
    {
        var data = Encoding.UTF8.GetBytes(text);
        return QrFunction(0x41, 50, 0).QrFunction(0x43, dotsPerModule).QrFunction(0x45, 49)
            .QrFunction(0x50, [48, .. data]).QrFunction(0x51, 48).Raw(0x0A);
    }

    /// <summary>Feeds past the blade and cuts; printers without one only feed.</summary>
    internal EscPosWriter Cut() => Raw(0x1D, 0x56, 66, 0);

    private EscPosWriter Line(string printable) => Raw(PrinterText.Encode(printable)).Raw(0x0A);

    private EscPosWriter QrFunction(byte function, params byte[] parameters)
    {
        var length = parameters.Length + 2;
        return Raw(0x1D, 0x28, 0x6B, (byte)(length & 0xFF), (byte)(length >> 8), 0x31, function).Raw(parameters);
    }

    private EscPosWriter Raw(params byte[] data)
    {
        bytes.AddRange(data);
        return this;
    }
}
