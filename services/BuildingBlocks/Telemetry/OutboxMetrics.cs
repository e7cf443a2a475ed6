using System.Diagnostics.Metrics;
using MealDispatch.BuildingBlocks.Messaging;
using Microsoft.Extensions.Hosting;

namespace MealDispatch.BuildingBlocks.Telemetry;

/// <summary>How many messages of each service are not sent, how old the oldest is, and how many are parked; asked when somebody collects.</summary>
internal sealed class OutboxMetrics(IEnumerable<IRelay> relays, TimeProvider time) : IHostedService, IDisposable
{
    private readonly Meter meter = new(MealDispatchTelemetry.Name);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        meter.CreateObservableGauge("mealdispatch.outbox.unsent", () => Measure(o => o.Unsent));
        meter.CreateObservableGauge("mealdispatch.outbox.parked", () => Measure(o => o.Parked));
        meter.CreateObservableGauge(
            "mealdispatch.outbox.oldest", () => Measure(o => o.OldestUnsent is { } oldest ? (time.GetUtcNow().UtcDateTime - oldest).TotalSeconds : 0), "s");
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    public void Dispose() => meter.Dispose();

    private IEnumerable<Measurement<T>> Measure<T>(Func<OutboxState, T> value)
        where T : struct => relays.Select(relay => new Measurement<T>(value(relay.ReadOutbox()), new KeyValuePair<string, object?>("service", relay.Service)));
}

/// <param name="Unsent">Rows that the relay still tries.</param>
/// <param name="Parked">Rows that were given up.</param>
/// <param name="OldestUnsent">Real time, UTC; null when nothing is unsent.</param>
public sealed record OutboxState(int Unsent, int Parked, DateTime? OldestUnsent);
