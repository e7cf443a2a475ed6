using MealDispatch.Contracts;
using MealDispatch.Kitchen.Slips;

namespace MealDispatch.Kitchen.Tests.Slips;

public class EscPosSlipTests
{
    [Theory]
    [InlineData(80)]
    [InlineData(58)]
    public void Slip_OnPaper_IsByteForByteAsApproved(int widthMm)
    {
        var bytes = EscPosSlip.Render(ASlip.Plain, Paper.OfWidth(widthMm)!);

        Approved.Matches($"slip-{widthMm}mm.hex", bytes);
        Approved.Matches($"slip-{widthMm}mm.txt", new EscPosReader(bytes).Text + "\n");
    }

    [Theory]
    [InlineData(80, 2)]
    [InlineData(58, 1)]
    public void Slip_OnPaper_HoldsCodeAsBarcodeAndQrAndTheCareAddress(int widthMm, int dots)
    {
        var read = new EscPosReader(EscPosSlip.Render(ASlip.Plain, Paper.OfWidth(widthMm)!));

        Assert.Equal(["HX01-20250625-L-012"], read.Barcodes);
        Assert.Equal([dots], read.BarcodeModuleDots);
        Assert.Equal(["HX01-20250625-L-012", "https://meals.example.org/r/7Jx0mYQ2b9cT1uVwZ3aKdg"], read.QrCodes);
        Assert.Equal(1, read.Cuts);
        Assert.Contains(new EscPosReader.Line("午餐 012", false, true), read.Lines);
        Assert.Contains(new EscPosReader.Line(" 忌花生", true, true), read.Lines);
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

        var read = new EscPosReader(EscPosSlip.Render(slip, paper));

        Assert.All(read.Lines, line => Assert.True(
            PrinterText.Columns(line.Text) * (line.Double ? 2 : 1) <= paper.Columns, line.Text));
        Assert.Contains("×1234567", read.Text);
        Assert.Contains(new EscPosReader.Line(" 补打 第3次", true, false), read.Lines);
    }

    [Fact]
    public void Slip_WithCharactersOutsideTheFont_PrintsTheirCodePointsAndNoQuestionMark()
    {
        var slip = ASlip.Plain with
        {
            Serving = ASlip.Plain.Serving with
            {
                ShortName = "𫟹*㐂",
                Remark = "😀\u001B@\u001DV\0ñ·\uD800é👨‍👩‍👧",
                Lines = [new("X", "薯片\u001Dk🍟\uFE0F", 1, [])],
            },
        };

        var read = new EscPosReader(EscPosSlip.Render(slip, Paper.Mm80));

        Assert.DoesNotContain("?", read.Text);
        Assert.Contains("〓U+2B7F9*〓U+3402", read.Text);
        Assert.Contains("薯片 k〓U+1F35F ", read.Text);
        Assert.Contains("备注：〓U+1F600 @ V 〓U+00F1·〓U+D800é〓U+1F468", read.Text.Replace("\n", ""));
        Assert.Equal(1, read.Cuts);
    }

    [Fact]
    public void Slip_OfACancelledOrder_SaysSoLoudly()
    {
        var read = new EscPosReader(EscPosSlip.Render(ASlip.Plain with { Voided = true }, Paper.Mm58));

        Assert.Equal(new EscPosReader.Line(" 作废 勿备", true, true), read.Lines[0]);
    }

    [Fact]
    public void Slip_ThatNobodyCarries_HasNoCareQr()
    {
        var slip = ASlip.Plain with { CareUrl = null, Serving = ASlip.Plain.Serving with { Fulfilment = Fulfilment.Pickup } };
        var read = new EscPosReader(EscPosSlip.Render(slip, Paper.Mm80));

        Assert.Single(read.QrCodes);
        Assert.DoesNotContain("骑手反馈", read.Text);
    }

    [Fact]
    public void Slip_PaidAtTheCounter_SaysHowMuch()
    {
        var slip = ASlip.Plain with { Serving = ASlip.Plain.Serving with { Fulfilment = Fulfilment.Pickup, DueFen = 705 } };

        Assert.Contains(new EscPosReader.Line("到店付 7.05 元", false, true), new EscPosReader(EscPosSlip.Render(slip, Paper.Mm58)).Lines);
        Assert.Contains("到店付 7.05 元", HtmlSlip.Page([slip]));
    }

    [Fact]
    public void Slip_WithACodeTooLongForThePaper_KeepsTheQrAndLeavesTheBarcodeOut()
    {
        var slip = ASlip.Plain with { Code = new string('H', 60) };
        var read = new EscPosReader(EscPosSlip.Render(slip, Paper.Mm58));

        Assert.Empty(read.Barcodes);
        Assert.Equal(slip.Code, read.QrCodes[0]);
    }
}
