using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Dispatch.Tracks;
using Microsoft.Extensions.Options;
using NodaTime;

namespace MealDispatch.Dispatch.Tests.Tracks;

public sealed class EstimateArrivalTests
{
    private static readonly Instant Now = Instant.FromUtc(2025, 7, 1, 3, 0);
    private static readonly Town Town = new(Options.Create(new TownOptions()));

    private static readonly ArrivalFacts Riding = new(
        DeliveryStatus.PickedUp, Now, Now - Duration.FromMinutes(15), Now + Duration.FromMinutes(90), null, 600, Duration.FromSeconds(5), 0, 0);

    [Fact]
    public void Words_OfARiderNearby_AreARange()
    {
        var arrival = EstimateArrival.Decide(Riding, Town)!;
        Assert.Equal("约 2 到 10 分钟后送到", arrival.Words);
        Assert.InRange((arrival.EarliestAt - Now).TotalMinutes, 2, 2.2);
        Assert.InRange((arrival.LatestAt - Now).TotalMinutes, 9.5, 10);
    }

    [Fact]
    public void Range_WithMoreThatIsUnknown_IsWider()
    {
        var known = Width(Riding);
        Assert.True(Width(Riding with { MostStopsBefore = 3 }) > known + Duration.FromMinutes(15));
        Assert.True(Width(Riding with { PositionAge = Duration.FromMinutes(8) }) > known);
        Assert.True(Width(Riding with { MetersToDoor = null }) > Width(Riding with { CourierEtaAt = Now + Duration.FromMinutes(10), MetersToDoor = null }));
    }

    [Fact]
    public void Words_WithStopsBefore_SayHowMany()
    {
        Assert.StartsWith("还有 2 站，约 5 到 25 分钟", Words(Riding with { FewestStopsBefore = 2, MostStopsBefore = 2 }), StringComparison.Ordinal);
        Assert.StartsWith("前面最多还有 2 站，约 2 到 25 分钟", Words(Riding with { MostStopsBefore = 2 }), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_WithAnOldPosition_SaySo()
    {
        Assert.EndsWith("（骑手位置是 4 分钟前的）", Words(Riding with { PositionAge = Duration.FromMinutes(4) }), StringComparison.Ordinal);
        Assert.Equal("45 分钟内送到，骑手没有报告位置，说不准", Words(Riding with { PositionAge = Duration.FromMinutes(11) }));
    }

    /// <summary>Whoever words it in another language needs all that the Chinese words say.</summary>
    [Fact]
    public void Arrival_SaysWhatItRestsOn_AsFacts()
    {
        var near = EstimateArrival.Decide(Riding with { FewestStopsBefore = 1, MostStopsBefore = 2, PositionAge = Duration.FromMinutes(4) }, Town)!;
        Assert.Equal((ArrivalBasis.RiderPosition, new ArrivalStops(1, 2), 4), (near.Basis, near.StopsBefore, near.PositionAgeMinutes));
        Assert.Equal(new ArrivalMinutes(2, 10), EstimateArrival.Decide(Riding, Town)!.Minutes);
        Assert.Null(EstimateArrival.Decide(Riding, Town)!.PositionAgeMinutes);

        var silent = EstimateArrival.Decide(Riding with { MetersToDoor = null }, Town)!;
        Assert.Equal((ArrivalBasis.Nothing, new ArrivalMinutes(0, 45), null), (silent.Basis, silent.Minutes, silent.StopsBefore));
        Assert.Equal(ArrivalBasis.CourierEta, EstimateArrival.Decide(Riding with { MetersToDoor = null, CourierEtaAt = Now }, Town)!.Basis);
        var waiting = EstimateArrival.Decide(Riding with { Status = DeliveryStatus.Assigned }, Town)!;
        Assert.Equal((ArrivalBasis.ServingTime, null), (waiting.Basis, waiting.Minutes));
        Assert.Equal(ArrivalBasis.AtDoor, EstimateArrival.Decide(Riding with { Status = DeliveryStatus.AtDoor }, Town)!.Basis);
    }

    [Fact]
    public void Words_BeforePickup_AreTheServingTimeAndNeverInThePast()
    {
        Assert.Equal("预计 11:10 至 12:30 送到", Words(Riding with { Status = DeliveryStatus.Assigned }));
        Assert.Equal("预计 11:10 至 11:55 送到", Words(Riding with { Status = DeliveryStatus.AtSite, ServeTo = Now }));
    }

    [Theory]
    [InlineData(nameof(DeliveryStatus.Delivered))]
    [InlineData(nameof(DeliveryStatus.Failed))]
    [InlineData(nameof(DeliveryStatus.Returning))]
    [InlineData(nameof(DeliveryStatus.Cancelled))]
    public void Arrival_OfWhatDoesNotCome_IsNone(string status) =>
        Assert.Null(EstimateArrival.Decide(Riding with { Status = Enum.Parse<DeliveryStatus>(status) }, Town));

    private static string Words(ArrivalFacts facts) => EstimateArrival.Decide(facts, Town)!.Words;

    private static Duration Width(ArrivalFacts facts)
    {
        var arrival = EstimateArrival.Decide(facts, Town)!;
        return arrival.LatestAt - arrival.EarliestAt;
    }
}
