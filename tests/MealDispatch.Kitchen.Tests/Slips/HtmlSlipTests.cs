using MealDispatch.Kitchen.Slips;

namespace MealDispatch.Kitchen.Tests.Slips;

public class HtmlSlipTests
{
    [Fact]
    public void Page_OfASlip_IsAsApproved() => Approved.Matches("slip.approved.html", HtmlSlip.Page([ASlip.Plain]));

    [Fact]
    public void Page_WithMarkupInTexts_ShowsItAsText()
    {
        var page = HtmlSlip.Page([ASlip.Plain with { Serving = ASlip.Plain.Serving with { Remark = "<script>alert(1)</script>", Destination = "\"><b>" } }]);

        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("<b>", page);
        Assert.Contains("&lt;script&gt;", page);
    }

    [Fact]
    public void Page_OfManySlips_BreaksBetweenAndNeverInsideThem()
    {
        var page = HtmlSlip.Page([ASlip.Plain, ASlip.Plain with { Number = 13, Copy = 2 }]);

        Assert.Equal(3, page.Split("<section class=\"slip\">").Length);
        Assert.Contains("size: 80mm auto", page);
        Assert.Contains("break-inside: avoid", page);
        Assert.Contains("补打 第2次", page);
    }
}
