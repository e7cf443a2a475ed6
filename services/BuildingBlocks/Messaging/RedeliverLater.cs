using MassTransit;
using MassTransit.RabbitMqTransport;
using RabbitMQ.Client;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>
/// A message whose retries in place were in vain waits in a queue that nobody reads; when its time there is over, the broker
/// puts it back. After the last wait it goes to the error queue. (Delayed redelivery of the library needs a broker plugin.)
/// </summary>
internal sealed class RedeliverLater(string queue, IReadOnlyList<TimeSpan> waits) : IFilter<ExceptionReceiveContext>
{
    public const string Header = "meal-dispatch-redeliveries";

    public async Task Send(ExceptionReceiveContext context, IPipe<ExceptionReceiveContext> next)
    {
        var delivered = context.GetPayload<RabbitMqBasicConsumeContext>();
        var redeliveries = delivered.Properties.Headers?.TryGetValue(Header, out var count) is true ? (int)count! : 0;
        if (redeliveries >= waits.Count)
        {
            await next.Send(context);
            return;
        }

        var channel = context.GetPayload<ChannelContext>();
        var waiting = await DeclareAsync(channel.Channel, waits[redeliveries], context.CancellationToken);
        var properties = new BasicProperties(delivered.Properties);
        properties.Headers = new Dictionary<string, object?>(properties.Headers ?? new Dictionary<string, object?>()) { [Header] = redeliveries + 1 };
        await channel.BasicPublishAsync("", waiting, true, properties, context.GetBody(), true);
    }

    public void Probe(ProbeContext context) => context.CreateFilterScope("redeliverLater");

    private async Task<string> DeclareAsync(IChannel channel, TimeSpan wait, CancellationToken ct)
    {
        var name = FormattableString.Invariant($"{queue}_wait-{wait.TotalSeconds}");
        await channel.QueueDeclareAsync(
            name, durable: true, exclusive: false, autoDelete: false,
            new Dictionary<string, object?>
            {
                ["x-queue-type"] = "quorum",
                ["x-message-ttl"] = (long)wait.TotalMilliseconds,
                ["x-dead-letter-exchange"] = "",
                ["x-dead-letter-routing-key"] = queue,
            },
            cancellationToken: ct);
        return name;
    }
}
