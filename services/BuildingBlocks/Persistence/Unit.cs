using System.Diagnostics;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>
/// One piece of work on a service's database: load, decide, publish; what it changed and published is saved once, together,
/// when it returns. A unit that throws, or returns a failed result, leaves nothing. Nothing but the database is awaited in it.
/// </summary>
public sealed class Unit<TContext>(TContext db, Instant now, DateTime realNow)
    where TContext : ServiceDbContext
{
    private readonly List<OutboxMessage> published = [];
    private readonly List<Action> afterCommit = [];

    public TContext Db { get; } = db;

    /// <summary>Business time when the unit began.</summary>
    public Instant Now { get; } = now;

    internal IReadOnlyList<OutboxMessage> Published => published;

    internal IReadOnlyList<Action> AfterCommitActions => afterCommit;

    /// <summary>
    /// Publishes with this unit's commit. The message's id comes from its type and <paramref name="fact"/> (the order's id, an
    /// id and a version …): the same fact is the same message, however often it is sent.
    /// </summary>
    public void Publish<TMessage>(TMessage message, params object[] fact)
        where TMessage : class
    {
        var type = MessageTypes.NameOf(typeof(TMessage));
        var row = new OutboxMessage
        {
            Id = Ids.Of($"{type}:{string.Join(':', fact)}"),
            Type = type,
            Body = JsonSerializer.Serialize(message, Json.Options),
            TraceParent = Activity.Current?.Id,
            CreatedAt = realNow,
            NextAttemptAt = realNow,
            Message = message,
        };
        published.Add(row);
        Db.Outbox.Add(row);
    }

    /// <summary>Runs when the commit is durable; for hints only.</summary>
    public void AfterCommit(Action action) => afterCommit.Add(action);
}
