using System.Text;
using MealDispatch.Contracts;
using MealDispatch.EscPos;
using MealDispatch.Kitchen.Slips;

namespace MealDispatch.Kitchen.Tests.Slips;

public class EscPosSlipTests
{
    private static readonly Slip Rare = ASlip.Plain with
    {
        Serving = ASlip.Plain.Serving with
        {
            Destination = "㙘塘苑 3号楼",
            Lines = [new("X", "䲠鱼薯片🍟", 2, [])],
            ShortName = "𫟹*㐂",
            Avoid = ["𩽾𩾌"],
            Remark = "😀请按门铃，é ñ €\uE000",
        },
    };

    public static TheoryData<string, int> Slips => new()
    {
        { "slip", 80 }, { "slip", 58 }, { "slip-rare", 80 }, { "slip-rare", 58 }, { "slip-again", 58 },
    };

    private static PrintedSlip Read(Slip slip, Paper paper) => PrintedSlip.Read(EscPosSlip.Render(slip, paper), paper);

    /// <summary>The bytes, what they say line by line, and the paper as a picture for eyes.</summary>
    [Theory, MemberData(nameof(Slips))]
    public void Slip_OnPaper_IsByteForByteAndDotForDotAsApproved(string name, int widthMm)
    {
        var slip = name switch
        {
            "slip-rare" => Rare,
            "slip-again" => ASlip.Plain with { Copy = 2, CareUrl = null, Voided = true, Serving = ASlip.Plain.Serving with { DueFen = 705 } },
            _ => ASlip.Plain,
        };

        var bytes = EscPosSlip.Render(slip, Paper.OfWidth(widthMm)!);

        var printed = PrintedSlip.Read(bytes, Paper.OfWidth(widthMm)!);
        Approved.Matches($"{name}-{widthMm}mm.approved.escpos", bytes);
        Approved.Matches($"{name}-{widthMm}mm.approved.txt", Describe(printed));
        Approved.MatchesPicture($"{name}-{widthMm}mm.approved.png", printed.ToPng());
    }

    private static string Describe(PrintedSlip printed)
    {
        var text = new StringBuilder();
        foreach (var line in printed.Lines)
            text.Append(line.Inverted ? '#' : ' ').Append($"{line.Size.Width}x{line.Size.Height} |").Append(line.Text).Append("|\n");
        foreach (var code in printed.Barcodes) text.Append($"barcode {code}\n");
        foreach (var code in printed.QrCodes) text.Append($"QR {code}\n");
        return text.Append($"cuts {printed.Cuts}, {printed.Width} x {printed.Height} dots\n").ToString();
    }

    [Theory]
    [InlineData(80, 2)]
    [InlineData(58, 1)]
    public void Slip_OnPaper_HoldsCodeAsBarcodeAndQrAndTheCareAddress(int widthMm, int dots)
    {
        var read = Read(ASlip.Plain, Paper.OfWidth(widthMm)!);

        Assert.Equal(["HX01-20250625-L-012"], read.Barcodes);
        Assert.Equal([dots], read.BarcodeModuleDots);
        Assert.Equal(["HX01-20250625-L-012", "https://meals.example.org/r/7Jx0mYQ2b9cT1uVwZ3aKdg"], read.QrCodes);
        Assert.Equal(1, read.Cuts);
        Assert.Contains(new PrintedLine("午餐 012", false, TextSize.Large), read.Lines);
        Assert.Contains(new PrintedLine(" 忌花生 ", true, TextSize.Large), read.Lines);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(58)]
    public void Slip_WithLongTexts_NeverLeavesThePaper(int widthMm)
    {
        var paper = Paper.OfWidth(widthMm)!;
        var slip = ASlip.Plain with
        {
            Copy = 3,
            Serving = ASlip.Plain.Serving with
            {
                Destination = "华新镇新府中路一千五百弄幸福家园二期9号楼 1203室 west gate entrance B",
                Lines = [new("X", "极长的菜名" + new string('长', 40), 1234567, [])],
                Remark = string.Concat(Enumerable.Repeat("备注 remark ", 30)),
            },
        };

        var read = Read(slip, paper);

        Assert.All(read.Lines, line => Assert.True(
            PrinterText.Columns(line.Text) * line.Size.Width <= paper.Columns, line.Text));
        Assert.Contains("×1234567", read.Text);
        Assert.Contains(new PrintedLine(" 补打 第3次 ", true, TextSize.Normal), read.Lines);
    }

    [Theory]
    [InlineData("王*㐂")]
    [InlineData("𫟹*兰")]
    [InlineData("José €")]
    [InlineData("\uD800")]
    public void Line_WithACharacterThatThePrinterLacks_IsDrawnAsItsTextWouldStand(string text)
    {
        using var to = new EscPosWriter(Paper.Mm58);
        to.Start().Centre().Sized(TextSize.Large).Inverted(true).Paragraph(text);

        var printed = PrintedSlip.Read(to.Written, Paper.Mm58);

        Assert.Equal("[54 rows of dots]", Assert.Single(printed.Lines).Text);
        var framed = $" {text} ";
        Span<int> cells = stackalloc int[framed.Length];
        cells = cells[..PrinterText.ToCells(framed, cells)];
        var left = (384 - (24 * PrinterText.Columns(framed))) / 2;
        foreach (var cell in cells)
        {
            var glyph = Glyphs.Of(cell);
            for (var dot = 0; dot < 24 * Glyphs.WidthOf(cell); dot++)
            {
                var (x, y) = (dot % Glyphs.WidthOf(cell), dot / Glyphs.WidthOf(cell));
                Assert.NotEqual((glyph[(3 * y) + (x / 8)] & (0x80 >> (x % 8))) != 0, printed.IsBlack(left + (2 * x), printed.Height - 54 + 3 + (2 * y)));
            }

            left += 2 * Glyphs.WidthOf(cell);
        }
    }

    [Fact]
    public void Text_WithPrinterCommandsInIt_StaysText()
    {
        var slip = ASlip.Plain with { Serving = ASlip.Plain.Serving with { Remark = "a\u001B@\u001DV\0b\u200Dc", Lines = [new("X", "薯片\u001Dk\uFE0F", 1, [])] } };

        var read = Read(slip, Paper.Mm80);

        Assert.Contains("备注：a @ V bc", read.Text);
        Assert.Contains("薯片 k ", read.Text);
        Assert.Equal(1, read.Cuts);
    }

    [Fact]
    public void Glyphs_HoldEveryNameAndEachIsDrawnDifferently()
    {
        // The standard list's corners, an emoji, and the last characters of the extensions.
        int[] codes = [0x3402, 0x4DB5, 0x9FA6, 0x9FEF, 0x2B7F9, 0x20000, 0x2A6D6, 0x2CEA1, 0x1F35F, 'A', 0xE9];

        Assert.All(codes, code => Assert.True(Glyphs.Has(code), $"U+{code:X}"));
        Assert.False(Glyphs.Has(0xE000));
        Assert.Equal(codes.Length + 1, codes.Append(0xE000).Select(c => Convert.ToHexString(Glyphs.Of(c))).Distinct().Count());
    }

    [Theory]
    [InlineData("1B40 41")]
    [InlineData("1B70 00 0A")]
    [InlineData("1D286B 0300 31 51")]
    [InlineData("8130 8130 0A")]
    [InlineData("1D7630 00 0200 0100 FF")]
    [InlineData("1D6B49 04 7B437F01 0A")]
    public void Reader_OfBytesThatASlipMayNotHold_Refuses(string hex) =>
        Assert.Throws<FormatException>(() => PrintedSlip.Read(Convert.FromHexString(hex.Replace(" ", "")), Paper.Mm80));

    [Fact]
    public void Slip_OfACancelledOrder_SaysSoLoudly()
    {
        var read = Read(ASlip.Plain with { Voided = true }, Paper.Mm58);

        Assert.Equal(new PrintedLine(" 作废 勿备 ", true, TextSize.Large), read.Lines[0]);
    }

    [Fact]
    public void Slip_ThatNobodyCarries_HasNoCareQr()
    {
        var slip = ASlip.Plain with { CareUrl = null, Serving = ASlip.Plain.Serving with { Fulfilment = Fulfilment.Pickup } };
        var read = Read(slip, Paper.Mm80);

        Assert.Single(read.QrCodes);
        Assert.DoesNotContain("骑手反馈", read.Text);
    }

    [Fact]
    public void Slip_PaidAtTheCounter_SaysHowMuch()
    {
        var slip = ASlip.Plain with { Serving = ASlip.Plain.Serving with { Fulfilment = Fulfilment.Pickup, DueFen = 705 } };

        Assert.Contains(new PrintedLine("到店付 7.05 元", false, TextSize.Large), Read(slip, Paper.Mm58).Lines);
        Assert.Contains("到店付 7.05 元", HtmlSlip.Page([slip], Paper.Mm80));
    }

    [Fact]
    public void Slip_WithACodeTooLongForThePaper_KeepsTheQrAndLeavesTheBarcodeOut()
    {
        var slip = ASlip.Plain with { Code = new string('H', 60) };
        var read = Read(slip, Paper.Mm58);

        Assert.Empty(read.Barcodes);
        Assert.Equal(slip.Code, read.QrCodes[0]);
    }
}
