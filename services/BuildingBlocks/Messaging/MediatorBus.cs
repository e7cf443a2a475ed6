using MassTransit;
using MassTransit.Mediator;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>One process: publishing returns when every consumer has committed, and throws when one has not.</summary>
internal sealed class MediatorBus(IMediator mediator, Hints hints) : IMessageBus
{
    public static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(1.5);

    public Task PublishAsync(object message, Guid messageId, CancellationToken ct) =>
        mediator.Publish(message, message.GetType(), Pipe.Execute<PublishContext>(context => context.MessageId = messageId), ct);

    public async Task<Result<TAnswer>> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken ct)
        where TQuestion : class
        where TAnswer : class =>
        await AskAsync<TQuestion, TAnswer>(mediator.CreateRequestClient<TQuestion>(RequestTimeout.After(ms: (int)AnswerWithin.TotalMilliseconds)), question, ct);

    public Task HintAsync(Hint hint, CancellationToken ct)
    {
        hints.Raise(hint);
        return Task.CompletedTask;
    }

    public Task ReadyAsync(CancellationToken ct) => Task.CompletedTask;

    internal static async Task<Result<TAnswer>> AskAsync<TQuestion, TAnswer>(IRequestClient<TQuestion> client, TQuestion question, CancellationToken ct)
        where TQuestion : class
        where TAnswer : class
    {
        try
        {
            var response = await client.GetResponse<TAnswer>(question, ct);
            return response.Message;
        }
        catch (RequestException)
        {
            return new Unavailable();
        }
    }
}
