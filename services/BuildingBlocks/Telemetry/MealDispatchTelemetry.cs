using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace MealDispatch.BuildingBlocks.Telemetry;

/// <summary>One trace follows an order through every service; sent over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set.</summary>
public static class MealDispatchTelemetry
{
    internal const string Name = "MealDispatch";

    public static readonly ActivitySource Source = new(Name);
    public static readonly Meter Meter = new(Name);

    /// <summary>Durable commits, by service.</summary>
    internal static readonly Counter<long> Commits = Meter.CreateCounter<long>("mealdispatch.commits");

    /// <summary>What <c>PRAGMA synchronous</c> answered on a writing connection, by service; 2 is FULL.</summary>
    internal static readonly Gauge<long> SqliteSynchronous = Meter.CreateGauge<long>("mealdispatch.sqlite.synchronous");

    internal static readonly Counter<long> DuplicatesDropped = Meter.CreateCounter<long>("mealdispatch.messages.duplicates");

    internal static void AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddHostedService<OutboxMetrics>();
        // Traces get an id, and outbox rows a parent, even when nobody collects them.
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name is Name or "Microsoft.AspNetCore" or "MassTransit",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.PropagationData,
        });
        if (string.IsNullOrEmpty(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
            return;
        var resource = ResourceBuilder.CreateDefault().AddService(builder.Configuration["OTEL_SERVICE_NAME"] ?? builder.Environment.ApplicationName);
        builder.Services.AddSingleton(Sdk.CreateTracerProviderBuilder().SetResourceBuilder(resource)
            .AddSource(Name, "Microsoft.AspNetCore", "System.Net.Http", "MassTransit").AddOtlpExporter().Build()!);
        builder.Services.AddSingleton(Sdk.CreateMeterProviderBuilder().SetResourceBuilder(resource)
            .AddMeter(Name, "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "MassTransit").AddOtlpExporter().Build()!);
    }
}
