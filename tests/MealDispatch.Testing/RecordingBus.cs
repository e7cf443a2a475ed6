using System.Collections.Concurrent;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.Contracts;

namespace MealDispatch.Testing;

/// <summary>The real bus, with a note of everything that was published, and answers to questions that a test gives.</summary>
public sealed class RecordingBus(IMessageBus inner) : IMessageBus
{
    private readonly ConcurrentQueue<object> published = new();
    private readonly ConcurrentDictionary<Type, Func<object, object>> answers = new();
    private readonly ConcurrentDictionary<Type, Func<object, Task>> reactions = new();

    public IReadOnlyList<object> Published => [.. published];

    public IReadOnlyList<T> PublishedOf<T>() => [.. published.OfType<T>()];

    /// <summary>Answers a question in place of the service that would.</summary>
    public void Answer<TQuestion, TAnswer>(Func<TQuestion, TAnswer> answer)
        where TAnswer : notnull => answers[typeof(TQuestion)] = question => answer((TQuestion)question);

    /// <summary>Acts as a service that is not there: runs when a message of that kind has been delivered. Null stops it.</summary>
    public void React<TMessage>(Func<TMessage, Task>? reaction)
        where TMessage : class
    {
        if (reaction is null)
            reactions.TryRemove(typeof(TMessage), out _);
        else
            reactions[typeof(TMessage)] = message => reaction((TMessage)message);
    }

    public async Task PublishAsync(object message, Guid messageId, CancellationToken ct)
    {
        await inner.PublishAsync(message, messageId, ct);
        published.Enqueue(message);
        if (reactions.TryGetValue(message.GetType(), out var reaction))
            await reaction(message);
    }

    public async Task<Result<TAnswer>> AskAsync<TQuestion, TAnswer>(TQuestion question, CancellationToken ct)
        where TQuestion : class
        where TAnswer : class =>
        answers.TryGetValue(typeof(TQuestion), out var answer) ? (TAnswer)answer(question) : await inner.AskAsync<TQuestion, TAnswer>(question, ct);

    public Task HintAsync(Hint hint, CancellationToken ct) => inner.HintAsync(hint, ct);

    public Task ReadyAsync(CancellationToken ct) => inner.ReadyAsync(ct);
}
