using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Messaging;
using NodaTime;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>
/// A service's database: reads on connections of their own, writes as units through its one writer. Callers cannot tell
/// SQLite (one writer per file, group commit) from SQL Server (a transaction per unit).
/// </summary>
public sealed class Database<TContext>
    where TContext : ServiceDbContext
{
    private readonly Func<TContext> open;
    private readonly IUnitWriter<TContext> writer;
    private readonly Relay<TContext> relay;

    internal Database(Func<TContext> open, IUnitWriter<TContext> writer, Relay<TContext> relay)
    {
        this.open = open;
        this.writer = writer;
        this.relay = relay;
    }

    /// <summary>A context for reading: no tracking, its own connection; dispose it.</summary>
    public TContext Read() => open();

    /// <summary>Runs a unit and answers when its commit is durable.</summary>
    public async Task<T> WriteAsync<T>(Func<Unit<TContext>, Task<T>> work, CancellationToken ct)
    {
        var (value, _) = await WriteUnitAsync(work, ct);
        return value;
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<Unit<TContext>, Task> work, CancellationToken ct) =>
        WriteAsync<Done>(
            async unit =>
            {
                await work(unit);
                return Done.Instance;
            },
            ct);

    /// <summary>
    /// As <see cref="WriteAsync{T}"/>, and waits up to two seconds until the unit's messages are delivered: in one process the
    /// other services have seen them then.
    /// </summary>
    public async Task<T> WriteAndDeliverAsync<T>(Func<Unit<TContext>, Task<T>> work, CancellationToken ct)
    {
        var (value, published) = await WriteUnitAsync(work, ct);
        await relay.DeliveredAsync(published, TimeSpan.FromSeconds(2), ct);
        return value;
    }

    /// <summary>Tries committed messages now.</summary>
    internal void Deliver(IReadOnlyList<OutboxMessage> rows) => relay.Accept(rows);

    private async Task<(T Value, IReadOnlyList<OutboxMessage> Published)> WriteUnitAsync<T>(Func<Unit<TContext>, Task<T>> work, CancellationToken ct)
    {
        T value = default!;
        var committed = await writer.RunAsync(
            async unit =>
            {
                value = await work(unit);
                return value is not IFailable { Failed: true };
            },
            ct);
        if (committed is null)
            return (value, []);
        CrashPoints.Reach("after-commit");
        relay.Accept(committed.Published);
        foreach (var action in committed.AfterCommitActions)
            action();
        return (value, committed.Published);
    }
}

/// <summary>Commits units; the one thing that differs between providers.</summary>
internal interface IUnitWriter<TContext>
    where TContext : ServiceDbContext
{
    /// <summary>Runs the work in a transaction and commits when it answers true; the unit when committed, else null.</summary>
    Task<Unit<TContext>?> RunAsync(Func<Unit<TContext>, Task<bool>> work, CancellationToken ct);

    /// <summary>Deletes a delivered outbox row with one of the next commits.</summary>
    void ForgetDelivered(Guid messageId);

    /// <summary>Waits until every row handed to <see cref="ForgetDelivered"/> is gone.</summary>
    Task FlushAsync(CancellationToken ct);
}

/// <summary>Makes units: the business clock, and the guard against a unit inside a unit.</summary>
internal sealed class UnitFactory<TContext>(IClock clock, TimeProvider time)
    where TContext : ServiceDbContext
{
    private static readonly AsyncLocal<bool> InsideUnit = new();

    public static void RefuseNesting()
    {
        if (InsideUnit.Value)
            throw new InvalidOperationException("A unit must not start another one: it would wait for itself");
    }

    public async Task<(Unit<TContext> Unit, bool Save)> RunAsync(TContext db, Func<Unit<TContext>, Task<bool>> work, CancellationToken ct)
    {
        var unit = new Unit<TContext>(db, clock.GetCurrentInstant(), time.GetUtcNow().UtcDateTime);
        InsideUnit.Value = true;
        var save = await work(unit);
        if (save)
            await db.SaveChangesAsync(ct);
        return (unit, save);
    }
}
