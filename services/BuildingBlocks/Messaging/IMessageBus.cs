using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Contracts;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>What the relay publishes to, and what questions go through: the mediator in one process, or RabbitMQ.</summary>
public interface IMessageBus
{
    /// <summary>
    /// Returns when the message is delivered: in one process when every consumer has committed, on RabbitMQ when the broker
    /// has it in at least one queue. Throws otherwise.
    /// </summary>
    Task PublishAsync(object message, Guid messageId, CancellationToken ct);

    /// <summary>Asks another service; <see cref="Unavailable"/> after 1.5 s.</summary>
    Task<Result<TAnswer>> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken ct)
        where TQuestion : class
        where TAnswer : class;

    /// <summary>Tells every instance of every service; may be lost.</summary>
    Task HintAsync(Hint hint, CancellationToken ct);

    /// <summary>Waits until messages can be published.</summary>
    Task ReadyAsync(CancellationToken ct);
}
