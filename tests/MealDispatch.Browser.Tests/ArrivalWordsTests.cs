using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Testing;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Browser.Tests;

/// <summary>What somebody who waits is told, in both languages.</summary>
public sealed class ArrivalWordsTests
{
    private static readonly Instant Eleven = Instant.FromUtc(2025, 7, 1, 3, 0);
    private static readonly TrackArrival Riding = new("rider-position", Eleven, Eleven + Duration.FromMinutes(20), "送到", new ArrivalMinutes(5, 20), new ArrivalStops(0, 0), null);

    [Fact]
    public void Words_OfARiderOnHisWay_AreTheSameFactsInBothLanguages()
    {
        AssertSaid(Riding, "约 5 到 20 分钟后送到", "Here in about 5 to 20 minutes");
        AssertSaid(Riding with { StopsBefore = new ArrivalStops(1, 1) }, "还有 1 站，约 5 到 20 分钟后送到", "Here in about 5 to 20 minutes, 1 stop before");
        AssertSaid(
            Riding with { Minutes = new ArrivalMinutes(0, 9), StopsBefore = new ArrivalStops(0, 2), PositionAgeMinutes = 5 },
            "前面最多还有 2 站，9 分钟内送到（骑手位置是 5 分钟前的）", "Here within 9 minutes, up to 2 stops before (the rider's position is 5 minutes old)");
    }

    [Fact]
    public void Words_WithoutAPosition_SayWhatTheyRestOn()
    {
        AssertSaid(
            Riding with { Basis = "nothing", Minutes = new ArrivalMinutes(0, 45), StopsBefore = null },
            "大约 45 分钟内送到，现在看不到骑手的位置", "Here within about 45 minutes; the rider's position is not known now");
        AssertSaid(Riding with { Basis = "serving-time", Minutes = null }, "预计 11:00 至 11:20 送到", "Expected between 11:00 and 11:20");
        AssertSaid(Riding with { Basis = "at-door", Minutes = null }, "骑手已到门口", "The rider is at the door");
    }

    /// <summary>Of a Dispatch that knows more than these pages.</summary>
    [Fact]
    public void Words_OnABasisThatIsNotKnownHere_AreThoseOfDispatch() => AssertSaid(Riding with { Basis = "new", Minutes = null }, "送到", "送到");

    private static void AssertSaid(TrackArrival arrival, string chinese, string english)
    {
        Assert.Equal(chinese, In("zh-Hans"));
        Assert.Equal(english, In("en"));

        string In(string language) => Language.In(language, () => ArrivalWords.Of(arrival, new Town(Options.Create(new TownOptions()))));
    }
}
