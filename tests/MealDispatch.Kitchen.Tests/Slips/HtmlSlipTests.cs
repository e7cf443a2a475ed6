using MealDispatch.EscPos;
using MealDispatch.Kitchen.Slips;

namespace MealDispatch.Kitchen.Tests.Slips;

public class HtmlSlipTests
{
    [Fact]
    public void Page_OfASlip_IsAsApproved() => Approved.Matches("slip.approved.html", HtmlSlip.Page([ASlip.Plain], Paper.Mm80));

    [Fact]
    public void Page_WithMarkupInTexts_ShowsItAsText()
    {
        var page = HtmlSlip.Page([ASlip.Plain with { Serving = ASlip.Plain.Serving with { Remark = "<script>alert(1)</script>", Destination = "\"><b>" } }], Paper.Mm80);

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<b>", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(58)]
    public void Page_OfManySlips_BreaksBetweenAndNeverInsideThem(int widthMm)
    {
        var page = HtmlSlip.Page([ASlip.Plain, ASlip.Plain with { Number = 13, Copy = 2 }], Paper.OfWidth(widthMm)!);

        Assert.Equal(3, page.Split("<section class=\"slip\">").Length);
        Assert.Contains($"@page {{ size: {widthMm}mm ", page);
        Assert.Contains("break-inside: avoid", page);
        Assert.Contains("补打 第2次", page);
    }
}
