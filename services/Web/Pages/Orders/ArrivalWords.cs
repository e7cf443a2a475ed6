using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using NodaTime;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>When a meal comes, as one says it to somebody who waits for it.</summary>
internal static class ArrivalWords
{
    public static string Of(TrackArrival arrival, Town town) => arrival switch
    {
        { Basis: "serving-time" } => T("预计 {0} 至 {1} 送到", Clock(arrival.EarliestAt, town), Clock(arrival.LatestAt, town)),
        { Basis: "at-door" } => T("骑手已到门口"),
        { Basis: "nothing", Minutes: { } minutes } => T("大约 {0} 分钟内送到，现在看不到骑手的位置", minutes.Most),
        { Minutes: { } minutes, PositionAgeMinutes: { } age } => T("{0}（骑手位置是 {1} 分钟前的）", AfterStops(minutes, arrival.StopsBefore), age),
        { Minutes: { } minutes } => AfterStops(minutes, arrival.StopsBefore),
        _ => arrival.Words,
    };

    private static string AfterStops(ArrivalMinutes minutes, ArrivalStops? stops) => stops switch
    {
        null or { Most: 0 } => Range(minutes),
        { Fewest: var fewest, Most: var most } when fewest == most => T("还有 {0} 站，{1}", most, Range(minutes)),
        { Most: var most } => T("前面最多还有 {0} 站，{1}", most, Range(minutes)),
    };

    private static string Range(ArrivalMinutes minutes) =>
        minutes.Least < 1 ? T("{0} 分钟内送到", minutes.Most) : T("约 {0} 到 {1} 分钟后送到", minutes.Least, minutes.Most);

    private static string Clock(Instant instant, Town town) => Words.Time(town.LocalOf(instant));
}
