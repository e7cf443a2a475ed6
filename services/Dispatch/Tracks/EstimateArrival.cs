using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Dispatch.Deliveries;
using NodaTime;

namespace MealDispatch.Dispatch.Tracks;

/// <summary>What is known of a meal on its way.</summary>
/// <param name="CourierEtaAt">By the courier's own reckoning.</param>
/// <param name="MetersToDoor">In a straight line from the rider's last position.</param>
/// <param name="PositionAge">Since that position.</param>
/// <param name="FewestStopsBefore">Doors that surely come first.</param>
/// <param name="MostStopsBefore">Doors that may come first.</param>
internal sealed record ArrivalFacts(
    DeliveryStatus Status, Instant Now, Instant ServeFrom, Instant ServeTo, Instant? CourierEtaAt, double? MetersToDoor, Duration? PositionAge,
    int FewestStopsBefore, int MostStopsBefore);

/// <summary>What an estimate rests on.</summary>
internal enum ArrivalBasis
{
    /// <summary>The serving time: nobody has the meal yet.</summary>
    ServingTime,
    RiderPosition,
    CourierEta,

    /// <summary>The rider has it and tells nothing: a guess.</summary>
    Nothing,
    AtDoor,
}

/// <summary>A range that holds nine times in ten, and how one says it to somebody who waits, in Chinese.</summary>
internal sealed record Arrival(ArrivalBasis Basis, Instant EarliestAt, Instant LatestAt, string Words)
{
    /// <summary>From now, rounded to what one may say; null unless a rider has the meal and is not at the door.</summary>
    public ArrivalMinutes? Minutes { get; init; }

    /// <summary>Other doors that come first; null where it is not known.</summary>
    public ArrivalStops? StopsBefore { get; init; }

    /// <summary>Of the rider's position, when it is too old to go unsaid.</summary>
    public int? PositionAgeMinutes { get; init; }
}

/// <param name="Least">0 is less than one.</param>
internal sealed record ArrivalMinutes(int Least, int Most);

internal sealed record ArrivalStops(int Fewest, int Most);

/// <summary>When the meal will be there, as a range that is as wide as what we do not know.</summary>
internal static class EstimateArrival
{
    // Streets against a straight line, and how fast people ride: at best, at worst.
    private const double ShortestWay = 1.1, LongestWay = 1.7;
    private const double FastestMetersPerSecond = 5, SlowestMetersPerSecond = 2.5;
    private static readonly Duration QuickStop = Duration.FromSeconds(90), SlowStop = Duration.FromMinutes(6), AtTheDoor = Duration.FromMinutes(3);
    private static readonly Duration TooOld = Duration.FromMinutes(10), WorthTelling = Duration.FromMinutes(3);
    private static readonly Duration WithoutNews = Duration.FromMinutes(45), BeforePickup = Duration.FromMinutes(10);

    /// <summary>Null when nothing is to arrive any more.</summary>
    public static Arrival? Decide(ArrivalFacts facts, Town town) => facts.Status switch
    {
        DeliveryStatus.Pending or DeliveryStatus.Requested or DeliveryStatus.Accepted or DeliveryStatus.Assigned or DeliveryStatus.AtSite => ByWindow(facts, town),
        DeliveryStatus.PickedUp => OnTheWay(facts),
        DeliveryStatus.AtDoor => new Arrival(ArrivalBasis.AtDoor, facts.Now, facts.Now + AtTheDoor, "骑手已到门口"),
        DeliveryStatus.Delivered or DeliveryStatus.Failed or DeliveryStatus.Returning or DeliveryStatus.Returned or DeliveryStatus.Cancelled => null,
    };

    private static Arrival ByWindow(ArrivalFacts facts, Town town)
    {
        var earliest = Instant.Max(facts.ServeFrom, facts.Now + BeforePickup);
        var latest = Instant.Max(facts.ServeTo, earliest + WithoutNews);
        string At(Instant instant) => town.LocalOf(instant).ToString("H:mm", CultureInfo.InvariantCulture);
        return new Arrival(ArrivalBasis.ServingTime, earliest, latest, $"预计 {At(earliest)} 至 {At(latest)} 送到");
    }

    private static Arrival OnTheWay(ArrivalFacts facts)
    {
        if (facts is { MetersToDoor: { } meters, PositionAge: { } age } && age <= TooOld)
        {
            // He may have come nearer since, and may not.
            var quick = Duration.FromSeconds(meters * ShortestWay / FastestMetersPerSecond) + facts.FewestStopsBefore * QuickStop - age;
            var slow = Duration.FromSeconds(meters * LongestWay / SlowestMetersPerSecond) + facts.MostStopsBefore * SlowStop + AtTheDoor;
            int? old = age > WorthTelling ? (int)age.TotalMinutes : null;
            var saidOld = old is null ? "" : $"（骑手位置是 {old} 分钟前的）";
            var arrival = Range(ArrivalBasis.RiderPosition, facts, Duration.Max(quick, Duration.Zero), slow, StopsBefore(facts), saidOld);
            return arrival with { StopsBefore = new ArrivalStops(facts.FewestStopsBefore, facts.MostStopsBefore), PositionAgeMinutes = old };
        }

        if (facts.CourierEtaAt is not { } etaAt)
            return Range(ArrivalBasis.Nothing, facts, Duration.Zero, WithoutNews, "", "，骑手没有报告位置，说不准");
        var left = Duration.Max(etaAt - facts.Now, Duration.Zero);
        return Range(ArrivalBasis.CourierEta, facts, left * 0.75, left * 1.5 + AtTheDoor, "", "");
    }

    private static string StopsBefore(ArrivalFacts facts) => facts switch
    {
        { MostStopsBefore: 0 } => "",
        { FewestStopsBefore: var fewest, MostStopsBefore: var most } when fewest == most => $"还有 {most} 站，",
        _ => $"前面最多还有 {facts.MostStopsBefore} 站，",
    };

    private static Arrival Range(ArrivalBasis basis, ArrivalFacts facts, Duration quick, Duration slow, string before, string after)
    {
        var (least, most) = ((int)quick.TotalMinutes, (int)Math.Ceiling(slow.TotalMinutes));
        // Nobody can promise 17 minutes.
        (least, most) = (least >= 10 ? least / 5 * 5 : least, most > 10 ? (most + 4) / 5 * 5 : most);
        var words = least < 1 ? $"{before}{most} 分钟内送到{after}" : $"{before}约 {least} 到 {most} 分钟后送到{after}";
        return new Arrival(basis, facts.Now + quick, facts.Now + slow, words) { Minutes = new ArrivalMinutes(least, most) };
    }
}
