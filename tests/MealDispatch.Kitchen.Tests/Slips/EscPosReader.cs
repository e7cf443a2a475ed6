using System.Text;

namespace MealDispatch.Kitchen.Tests.Slips;

/// <summary>Reads printer bytes back as a printer would; a command that it does not know is an error.</summary>
internal sealed class EscPosReader
{
    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly byte[] bytes;
    private readonly List<byte> line = [];
    private readonly List<byte> qr = [];
    private int at;
    private bool inverted;
    private bool doubled;

    internal sealed record Line(string Text, bool Inverted, bool Double);

    internal List<Line> Lines { get; } = [];

    internal List<string> Barcodes { get; } = [];

    internal List<int> BarcodeModuleDots { get; } = [];

    internal List<string> QrCodes { get; } = [];

    internal int Cuts { get; private set; }

    internal string Text => string.Join('\n', Lines.Select(l => l.Text));

    internal EscPosReader(byte[] bytes)
    {
        this.bytes = bytes;
        while (at < bytes.Length) ReadNext();
        Assert.Empty(line);
    }

    private byte Next() => bytes[at++];

    private void ReadNext()
    {
        var b = Next();
        if (b == 0x1B) Escape();
        else if (b == 0x1C) Assert.Equal(0x26, Next());
        else if (b == 0x1D) Group();
        else if (b == 0x0A) EndLine();
        else if (b < 0x20) Assert.Fail($"control byte {b:X2} at {at - 1}");
        else
        {
            line.Add(b);
            if (b >= 0x81) line.Add(Next());
        }
    }

    private void EndLine()
    {
        if (line.Count > 0) Lines.Add(new Line(Gb18030.GetString([.. line]), inverted, doubled));
        line.Clear();
    }

    private void Escape()
    {
        switch (Next())
        {
            case 0x40: inverted = doubled = false; break;
            case 0x61: Assert.InRange(Next(), 0, 2); break;
            case 0x45: Assert.InRange(Next(), 0, 1); break;
            default: Assert.Fail($"ESC {bytes[at - 1]:X2}"); break;
        }
    }

    private void Group()
    {
        switch (Next())
        {
            case 0x21: doubled = Next() == 0x11; break;
            case 0x42: inverted = Next() == 1; break;
            case 0x48 or 0x68: Next(); break;
            case 0x77: BarcodeModuleDots.Add(Next()); break;
            case 0x6B: Barcode(); break;
            case 0x28: Qr(); break;
            case 0x56: Assert.Equal(66, Next()); Next(); Cuts++; break;
            default: Assert.Fail($"GS {bytes[at - 1]:X2}"); break;
        }
    }

    private void Barcode()
    {
        Assert.Equal(73, Next());
        var data = bytes.AsSpan(at + 1, bytes[at]).ToArray();
        at += 1 + data.Length;
        var text = new StringBuilder();
        var digits = false;
        for (var i = 0; i < data.Length; i++)
        {
            if (!digits && data[i] == '{' && data[i + 1] == '{') { text.Append('{'); i++; }
            else if (data[i] == '{') { digits = data[++i] == 'C'; }
            else if (digits) text.Append($"{data[i]:D2}");
            else text.Append((char)data[i]);
        }

        Barcodes.Add(text.ToString());
    }

    private void Qr()
    {
        Assert.Equal(0x6B, Next());
        var length = Next() + (256 * Next());
        Assert.Equal(0x31, bytes[at]);
        var function = bytes[at + 1];
        var data = bytes.AsSpan(at + 2, length - 2).ToArray();
        at += length;
        if (function == 0x50) { qr.Clear(); qr.AddRange(data[1..]); }
        if (function == 0x51) QrCodes.Add(Encoding.UTF8.GetString([.. qr]));
    }
}
