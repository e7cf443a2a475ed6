using MassTransit;
using MassTransit.Middleware;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>Settings <c>Bus__RabbitMq__*</c>.</summary>
public sealed class RabbitMqOptions
{
    public string Host { get; set; } = "localhost";

    public ushort Port { get; set; } = 5672;

    public string VirtualHost { get; set; } = "/";

    public string UserName { get; set; } = "guest";

    public string Password { get; set; } = "guest";

    /// <summary>How long a message waits before each redelivery, in seconds; 10 s, 1 min, 10 min and 1 h unless set.</summary>
    public double[]? RedeliverAfterSeconds { get; set; }

    internal IReadOnlyList<TimeSpan> Waits => [.. (RedeliverAfterSeconds ?? [10, 60, 600, 3600]).Select(TimeSpan.FromSeconds)];
}

/// <summary>The only bus set-up. Call it once per host, after all modules.</summary>
public static class MessagingSetup
{
    private const string DeadLetters = "meal-dispatch-dead-letters";
    private const int DeliveryLimit = 20;
    private static readonly TimeSpan[] RetriesInPlace = [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2)];

    /// <param name="builder">The host.</param>
    /// <param name="allServicesInOneProcess">True in AllInOne only: a lone service on a mediator would tell nobody.</param>
    public static void AddMessaging(this WebApplicationBuilder builder, bool allServicesInOneProcess = false)
    {
        var transport = builder.Configuration["Bus:Transport"] ?? (allServicesInOneProcess ? "mediator" : null);
        builder.Services.AddSingleton<Hints>();
        switch (transport)
        {
            case "mediator" when allServicesInOneProcess || builder.Environment.IsEnvironment("Testing"):
                builder.AddMediator();
                break;
            case "rabbitmq":
                builder.AddRabbitMq();
                break;
            default:
                throw new StartupRefusedException("Set Bus__Transport=rabbitmq (and Bus__RabbitMq__*): a service that runs alone needs a broker.");
        }
    }

    private static IReadOnlyList<ConsumerRegistration> Consumers(IServiceCollection services) =>
        [.. services.Where(s => s.ServiceType == typeof(ConsumerRegistration)).Select(s => (ConsumerRegistration)s.ImplementationInstance!)];

    private static void AddMediator(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IMessageBus, MediatorBus>();
        builder.Services.AddMediator(mediator =>
        {
            foreach (var consumer in Consumers(builder.Services))
                mediator.AddConsumer(consumer.AdapterType);
        });
    }

    private static void AddRabbitMq(this WebApplicationBuilder builder)
    {
        var options = builder.Configuration.GetSection("Bus:RabbitMq").Get<RabbitMqOptions>() ?? new RabbitMqOptions();
        var topologyOnly = ServiceHost.IsMigrateOnly(builder.Configuration);
        var consumers = Consumers(builder.Services);
        builder.Services.AddSingleton<IMessageBus, RabbitBus>();
        builder.Services.TryAddSingleton<RegistryPulse>();
        builder.Services.AddHostedService(p => p.GetRequiredService<RegistryPulse>());
        builder.Services.Configure<MassTransitHostOptions>(host =>
        {
            host.WaitUntilStarted = topologyOnly;
            host.StopTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddMassTransit(bus =>
        {
            bus.DisableUsageTelemetry();
            foreach (var consumer in consumers)
                bus.AddConsumer(consumer.AdapterType);
            bus.AddConsumer<HintConsumer>();
            bus.UsingRabbitMq((context, rabbit) =>
            {
                rabbit.Host(options.Host, options.Port, options.VirtualHost, host =>
                {
                    host.Username(options.UserName);
                    host.Password(options.Password);
                });
                rabbit.DeployTopologyOnly = topologyOnly;
                rabbit.ConfigureJsonSerializerOptions(Json.Apply);
                foreach (var queue in consumers.GroupBy(c => c.Queue))
                    rabbit.ReceiveEndpoint(queue.Key, endpoint => Configure(endpoint, [.. queue], options, context));
                rabbit.ReceiveEndpoint(new TemporaryEndpointDefinition(concurrentMessageLimit: 16), endpoint => endpoint.ConfigureConsumer<HintConsumer>(context));
            });
        });
    }

    private static void Configure(
        IRabbitMqReceiveEndpointConfigurator endpoint, IReadOnlyList<ConsumerRegistration> consumers, RabbitMqOptions options, IBusRegistrationContext context)
    {
        endpoint.SetQuorumQueue();
        endpoint.SetQueueArgument("x-delivery-limit", DeliveryLimit);
        endpoint.BindDeadLetterQueue(DeadLetters, DeadLetters, dead => dead.SetQuorumQueue());
        endpoint.PrefetchCount = 64;
        endpoint.ConcurrentMessageLimit = 64;
        if (!consumers.Any(c => c.IsAnswer))
        {
            endpoint.UseMessageRetry(retry => retry.Intervals(RetriesInPlace));
            endpoint.ConfigureError(failed =>
            {
                failed.UseFilter(new RedeliverLater(consumers[0].Queue, options.Waits));
                failed.UseFilter(new GenerateFaultFilter());
                failed.UseFilter(new ErrorTransportFilter());
            });
        }

        foreach (var consumer in consumers)
            endpoint.ConfigureConsumer(context, consumer.AdapterType);
    }
}
