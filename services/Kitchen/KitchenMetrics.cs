using System.Diagnostics.Metrics;
using MealDispatch.BuildingBlocks.Telemetry;

namespace MealDispatch.Kitchen;

internal static class KitchenMetrics
{
    /// <summary>Business seconds from a batch's cutoff to its closing; negative when staff closed early.</summary>
    internal static readonly Histogram<double> BatchClose = MealDispatchTelemetry.Meter.CreateHistogram<double>("mealdispatch.kitchen.batch_close", "s");

    /// <summary>Business seconds that the oldest queued print job waits; 0 when none does.</summary>
    internal static readonly Gauge<double> PrintQueueAge = MealDispatchTelemetry.Meter.CreateGauge<double>("mealdispatch.kitchen.print_queue_age", "s");
}
