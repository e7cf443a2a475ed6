using MassTransit;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>
/// RabbitMQ: publishing returns when the broker confirmed the message and had a queue for it (<c>mandatory</c>, on these
/// publishes only: set bus-wide it loses fault messages).
/// </summary>
internal sealed class RabbitBus(IBusControl bus) : IMessageBus
{
    public Task PublishAsync(object message, Guid messageId, CancellationToken ct) =>
        bus.Publish(
            message,
            message.GetType(),
            Pipe.Execute<PublishContext>(context =>
            {
                context.MessageId = messageId;
                if (context is RabbitMqSendContext rabbit || context.TryGetPayload(out rabbit!))
                    rabbit.Mandatory = true;
            }),
            ct);

    public async Task<Result<TAnswer>> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken ct)
        where TQuestion : class
        where TAnswer : class =>
        await MediatorBus.AskAsync<TQuestion, TAnswer>(
            bus.CreateRequestClient<TQuestion>(RequestTimeout.After(ms: (int)MediatorBus.AnswerWithin.TotalMilliseconds)), question, ct);

    public Task HintAsync(Hint hint, CancellationToken ct) => bus.Publish(hint, ct);

    public async Task ReadyAsync(CancellationToken ct)
    {
        while (bus.CheckHealth().Status != BusHealthStatus.Healthy)
            await Task.Delay(TimeSpan.FromMilliseconds(100), ct);
    }
}
