using System.Diagnostics.Metrics;
using MealDispatch.BuildingBlocks.Telemetry;

namespace MealDispatch.Ordering.Orders;

/// <summary>Orders confirmed, and orders refused by reason.</summary>
internal static class OrderMetrics
{
    private static readonly Counter<long> Confirmed = MealDispatchTelemetry.Meter.CreateCounter<long>("mealdispatch.orders.confirmed");
    private static readonly Counter<long> Refused = MealDispatchTelemetry.Meter.CreateCounter<long>("mealdispatch.orders.refused");

    public static void CountConfirmed(string siteCode) => Confirmed.Add(1, new KeyValuePair<string, object?>("site", siteCode));

    public static void CountRefused(string reason) => Refused.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
