using MealDispatch.BuildingBlocks.Persistence;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>
/// A use case started by a message. It runs inside a unit whose commit also notes the message as received: load, decide,
/// publish. It never calls out and never relies on the order of arrival.
/// </summary>
public interface IConsume<in TMessage, TContext>
    where TMessage : class
    where TContext : ServiceDbContext
{
    Task ConsumeAsync(TMessage message, Unit<TContext> unit, CancellationToken ct);
}

/// <summary>Answers a question of another service from this service's database; takes nothing.</summary>
public interface IAnswer<in TQuestion, TAnswer>
    where TQuestion : class
    where TAnswer : class
{
    Task<TAnswer> AnswerAsync(TQuestion question, CancellationToken ct);
}
