using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using MealDispatch.Web.Drawings;
using NodaTime;

namespace MealDispatch.Browser.Tests;

/// <summary>What the server draws into pages.</summary>
public sealed partial class DrawingTests
{
    private static readonly LocalDate Today = new(2025, 7, 28);

    [Fact]
    public void Map_HoldsEverything_NorthUp_WithShapesOfTheirOwn()
    {
        var map = TownMap.Of(
            "地图 <1>",
            [new MapSite("1", 31.26, 121.22, 3000), new MapSite("2", 31.24, 121.24, 0)],
            [new MapDelivery(31.255, 121.23, MapState.Waiting), new MapDelivery(31.25, 121.23, MapState.OnTheWay), new MapDelivery(31.245, 121.225, MapState.Done), new MapDelivery(31.242, 121.235, MapState.Trouble)],
            out var hasRanges);

        var svg = XElement.Parse(map!.ToString());
        Assert.Equal(("img", "地图 <1>"), ((string?)svg.Attribute("role"), (string?)svg.Attribute("aria-label")));
        var labels = svg.Elements("text").ToDictionary(t => t.Value, t => (X: Number(t, "x"), Y: Number(t, "y")));
        Assert.True(labels["1"].Y < labels["2"].Y && labels["1"].X < labels["2"].X);
        Assert.Single(svg.Elements("circle"), c => c.Attribute("stroke-dasharray") is not null);
        Assert.True(hasRanges);
        Assert.Equal(["waiting", "under-way", "arrived", "trouble"], svg.Elements().Select(e => (string?)e.Attribute("class")).Where(c => c is not (null or "on-mark")));
        var height = double.Parse(((string)svg.Attribute("viewBox")!).Split(' ')[3], CultureInfo.InvariantCulture);
        Assert.All(labels.Values, at => Assert.True(at is { X: > 0 and < Drawing.Width, Y: > 0 } && at.Y < height));
    }

    [Fact]
    public void Map_OfNothing_IsNone_AndOfOnePoint_IsOne()
    {
        Assert.Null(TownMap.Of("", [], [], out _));
        Assert.DoesNotContain("NaN", TownMap.Of("", [new MapSite("1", 31.25, 121.23, 3000)], [], out var hasRanges)!.ToString(), StringComparison.Ordinal);
        Assert.False(hasRanges, "the circle is wider than the drawing");
    }

    [Fact]
    public void Bars_AreAsLongAsTheirValues_AndHollowWhereNotCertain()
    {
        var svg = XElement.Parse(Chart.Bars("按助餐点", [new Bar("<甲>", 1_000, "10 元", 250), new Bar("乙", 500, "5 元"), new Bar("丙", 0, "0 元")]).ToString());

        var widths = svg.Elements("rect").Select(r => Number(r, "width")).ToList();
        Assert.Equal([392, 294, 196, 196, 0, 0], widths);
        Assert.Equal(["<甲>", "10 元", "乙", "5 元", "丙", "0 元"], svg.Elements("text").Select(t => t.Value));
    }

    [Theory]
    [InlineData(100, 20, "8-17", true)]
    [InlineData(100, 400, "9-22", true)]
    [InlineData(0, null, "9-22", false)]
    public void BurnDown_GoesOnAtThisRateToItsEnd_OrAsFarAsOneSees(long perDay, int? days, string end, bool forecast)
    {
        var line = new BurnDownLine([(Today.PlusDays(-1), 2_100), (Today, 2_000)], perDay, days is { } left ? Today.PlusDays(left) : null);

        var svg = XElement.Parse(Chart.BurnDown("预算", line, "剩余", "今天").ToString());

        Assert.Equal(["剩余", "7-27", "今天", end], svg.Elements("text").Select(t => t.Value));
        var dashed = svg.Elements("path").SingleOrDefault(p => p.Attribute("stroke-dasharray") is not null);
        Assert.Equal(forecast, dashed is not null);
        if (days == 20)
            Assert.EndsWith(" 190", (string?)dashed!.Attribute("d"), StringComparison.Ordinal);
        Assert.DoesNotMatch(NoNumber(), svg.ToString());
    }

    [GeneratedRegex("NaN|∞|Infinity")]
    private static partial Regex NoNumber();

    private static double Number(XElement element, string attribute) => double.Parse((string)element.Attribute(attribute)!, CultureInfo.InvariantCulture);
}
