using System.Text;
using MealDispatch.EscPos;

namespace MealDispatch.Kitchen.Tests.Slips;

public class Code128Tests
{
    [Theory]
    [InlineData("HX01-20250625-L-012")]
    [InlineData("HX01-20250625-L-1000")]
    [InlineData("20250625")]
    [InlineData("a{b}~ 12345")]
    public void Barcode_OfText_ReadsBackFromItsBars(string text) => Assert.Equal(text, Read(Code128.Modules(text)));

    [Theory]
    [InlineData("HX01-20250625-L-012")]
    [InlineData("a{b}~ 12345")]
    [InlineData("1")]
    [InlineData("123456x")]
    public void Barcode_AsPrinterData_ReadsBackAndIsAsWideAsItsBars(string text)
    {
        Span<byte> data = stackalloc byte[Code128.MostPrinterData(text)];

        Assert.Equal(text, Code128.ReadPrinterData(data[..Code128.WritePrinterData(text, data)]));
        Assert.Equal(Code128.Modules(text).Sum(), Code128.ModuleCount(text));
    }

    [Fact]
    public void Barcode_OfATicketCode_Takes222Modules() => Assert.Equal(222, Code128.Modules("HX01-20250625-L-012").Sum());

    // Sets B and C of ISO/IEC 15417. The table is the production one: its widths, its parity and its checksum are checked with it.
    private static string Read(IReadOnlyList<int> modules)
    {
        var known = Enumerable.Range(0, 106).ToDictionary(v => Code128.Widths[v], v => v);
        Assert.Equal(106, known.Count);
        Assert.Equal([2, 3, 3, 1, 1, 1, 2], modules.TakeLast(7));
        var symbols = modules.SkipLast(7).Chunk(6).Select(c =>
        {
            Assert.Equal(11, c.Sum());
            Assert.Equal(0, (c[0] + c[2] + c[4]) % 2);
            return known[string.Concat(c)];
        }).ToList();
        var sum = symbols.SkipLast(1).Select((s, i) => s * Math.Max(1, i)).Sum();
        Assert.Equal(symbols[^1], sum % 103);

        var digits = symbols[0] == 105;
        var text = new StringBuilder();
        foreach (var symbol in symbols.Skip(1).SkipLast(1))
        {
            if (digits && symbol == 100) digits = false;
            else if (!digits && symbol == 99) digits = true;
            else if (digits) text.Append($"{symbol:D2}");
            else text.Append((char)(symbol + ' '));
        }

        return text.ToString();
    }
}
