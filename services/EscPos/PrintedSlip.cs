using System.Text;
using QRCoder;

namespace MealDispatch.EscPos;

/// <summary>One line of text as it stands on paper.</summary>
public sealed record PrintedLine(string Text, bool Inverted, TextSize Size);

/// <summary>
/// What a printer would have put on its paper: reads the bytes as a printer does, knowing nothing of how they were written, keeps
/// texts and codes and draws the paper dot by dot.
/// </summary>
public sealed class PrintedSlip
{
    // A sixth of an inch at 203 dpi: what printers feed for a line when nothing is set.
    private const int LineFeedDots = 34;
    private const int TopMargin = 16;

    private static readonly Encoding Gb18030 = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    private readonly Paper paper;
    private readonly List<PrintedLine> lines = [];
    private readonly List<string> barcodes = [];
    private readonly List<int> barcodeModuleDots = [];
    private readonly List<string> qrCodes = [];
    private readonly List<(int CodePoint, TextSize Size, bool Bold, bool Inverted)> line = [];
    private byte[] dots;
    private int height = TopMargin;
    private byte align;
    private bool bold;
    private bool inverted;
    private TextSize size = TextSize.Normal;
    private int barcodeHeight = 162;
    private int barcodeModule = 3;
    private int qrModule = 3;
    private string qrText = "";

    private PrintedSlip(Paper paper)
    {
        this.paper = paper;
        dots = new byte[RowBytes * 512];
    }

    public IReadOnlyList<PrintedLine> Lines => lines;

    public IReadOnlyList<string> Barcodes => barcodes;

    /// <summary>Dots of a barcode's narrowest bar, by barcode.</summary>
    public IReadOnlyList<int> BarcodeModuleDots => barcodeModuleDots;

    public IReadOnlyList<string> QrCodes => qrCodes;

    public int Cuts { get; private set; }

    public string Text => string.Join('\n', lines.Select(l => l.Text));

    public int Width => paper.Dots;

    public int Height => height;

    private int RowBytes => paper.Dots / 8;

    /// <exception cref="FormatException">A byte that a slip may not hold, or bytes that end within a command.</exception>
    public static PrintedSlip Read(ReadOnlySpan<byte> bytes, Paper paper)
    {
        var slip = new PrintedSlip(paper);
        while (bytes.Length > 0)
        {
            var command = Command.Read(bytes) ?? throw new FormatException("The bytes end within a command.");
            slip.Take(command.Kind, bytes[command.Data]);
            bytes = bytes[command.Length..];
        }

        return slip.line.Count == 0 ? slip : throw new FormatException("The last line is never printed.");
    }

    /// <summary>Whether the dot is black.</summary>
    public bool IsBlack(int x, int y) => (dots[(y * RowBytes) + (x >> 3)] & (0x80 >> (x & 7))) != 0;

    /// <summary>The paper as a picture, one pixel a dot.</summary>
    public byte[] ToPng() => Png.Of(dots.AsSpan(0, height * RowBytes), paper.Dots, height);

    private void Take(CommandKind kind, ReadOnlySpan<byte> data)
    {
        switch (kind)
        {
            case CommandKind.Text: TakeText(data); break;
            case CommandKind.LineFeed: PrintLine(); break;
            case CommandKind.Initialize: (align, bold, inverted, size) = (0, false, false, TextSize.Normal); break;
            case CommandKind.Align: align = data[0]; break;
            case CommandKind.Bold: bold = data[0] == 1; break;
            case CommandKind.Inverted: inverted = data[0] == 1; break;
            case CommandKind.Size: size = new TextSize(1 + (data[0] >> 4), 1 + (data[0] & 7)); break;
            case CommandKind.BarcodeHeight: barcodeHeight = data[0]; break;
            case CommandKind.BarcodeWidth: barcodeModule = data[0]; break;
            case CommandKind.Barcode: PrintBarcode(Code128.ReadPrinterData(data) ?? throw new FormatException("A barcode's data are not well formed.")); break;
            case CommandKind.QrModuleDots: qrModule = data[0]; break;
            case CommandKind.QrStore: qrText = Encoding.UTF8.GetString(data); break;
            case CommandKind.QrPrint: PrintQr(); break;
            case CommandKind.Raster: PrintRaster(data); break;
            case CommandKind.Cut: Cuts++; break;
            case CommandKind.ChineseMode or CommandKind.BarcodeText or CommandKind.QrModel or CommandKind.QrCorrection: break;
            case CommandKind.AskStatusNow or CommandKind.AskStatusInOrder: break;
        }
    }

    private void TakeText(ReadOnlySpan<byte> data)
    {
        foreach (var rune in Gb18030.GetString(data).EnumerateRunes()) line.Add((rune.Value, size, bold, inverted));
    }

    private void PrintLine()
    {
        if (line.Count == 0)
        {
            Feed(LineFeedDots);
            return;
        }

        lines.Add(new PrintedLine(string.Concat(line.Select(c => new Rune(c.CodePoint).ToString())), line.All(c => c.Inverted), line[0].Size));
        var tallest = Glyphs.Size * line.Max(c => c.Size.Height);
        var width = line.Sum(c => Glyphs.WidthOf(c.CodePoint) * c.Size.Width);
        var (left, top) = (Left(width), Feed(Math.Max(LineFeedDots, tallest)));
        var canvas = new Canvas(dots, RowBytes);
        foreach (var cell in line)
        {
            canvas.Draw(cell.CodePoint, left, top + tallest - (Glyphs.Size * cell.Size.Height), cell.Size, cell.Bold, cell.Inverted);
            left += Glyphs.WidthOf(cell.CodePoint) * cell.Size.Width;
        }

        line.Clear();
    }

    private void PrintBarcode(string text)
    {
        barcodes.Add(text);
        barcodeModuleDots.Add(barcodeModule);
        var modules = Code128.Modules(text);
        var (x, top) = (Left(modules.Sum() * barcodeModule), Feed(barcodeHeight));
        var canvas = new Canvas(dots, RowBytes);
        for (var i = 0; i < modules.Count; i++)
        {
            if (i % 2 == 0) canvas.Fill(x, top, modules[i] * barcodeModule, barcodeHeight);
            x += modules[i] * barcodeModule;
        }
    }

    private void PrintQr()
    {
        qrCodes.Add(qrText);
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(qrText, QRCodeGenerator.ECCLevel.M);
        // The printer leaves the quiet zone to the paper's margin.
        const int quiet = 4;
        var modules = code.ModuleMatrix.Count - (2 * quiet);
        var (left, top) = (Left(modules * qrModule), Feed(modules * qrModule));
        var canvas = new Canvas(dots, RowBytes);
        for (var y = 0; y < modules; y++)
        {
            for (var x = 0; x < modules; x++)
            {
                if (code.ModuleMatrix[quiet + y][quiet + x]) canvas.Fill(left + (x * qrModule), top + (y * qrModule), qrModule, qrModule);
            }
        }
    }

    private void PrintRaster(ReadOnlySpan<byte> rows)
    {
        var (width, count) = (rows[0] | (rows[1] << 8), rows[2] | (rows[3] << 8));
        lines.Add(new PrintedLine($"[{count} rows of dots]", false, TextSize.Normal));
        var top = Feed(count);
        // What is wider than the paper is lost at its edge.
        for (var y = 0; y < count; y++) rows.Slice(4 + (y * width), Math.Min(width, RowBytes)).CopyTo(dots.AsSpan((top + y) * RowBytes));
    }

    private int Left(int width) => align switch { 0 => 0, 1 => (paper.Dots - width) / 2, _ => paper.Dots - width };

    /// <summary>Moves the paper on; answers where it was.</summary>
    private int Feed(int by)
    {
        var top = height;
        height += by;
        if (height * RowBytes > dots.Length) Array.Resize(ref dots, 2 * height * RowBytes);
        return top;
    }
}
