using System.Collections.Concurrent;
using System.Diagnostics;
using System.Threading.Channels;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Telemetry;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>
/// The one writer of a SQLite file. It takes up to 64 waiting units into one transaction, each inside a savepoint, commits
/// once (WAL, <c>synchronous=FULL</c>), then answers them. Deleting delivered outbox rows rides along.
/// </summary>
internal sealed class SqliteWriter<TContext>(
    Func<SqliteConnection, Func<TContext>> contextsOn, string connectionString, UnitFactory<TContext> units) : IUnitWriter<TContext>, IAsyncDisposable
    where TContext : ServiceDbContext
{
    private const int MaxUnitsPerCommit = 64;
    private static readonly TimeSpan ForgetWithin = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LookForDelivered = TimeSpan.FromMilliseconds(500);

    private static readonly KeyValuePair<string, object?> Service = new("service", ServiceNames.Of<TContext>());

    private readonly Channel<Pending> queue = Channel.CreateUnbounded<Pending>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentQueue<Guid> delivered = new();
    private readonly Lock startGate = new();
    private Task? loop;
    private Task<bool>? arrival;

    public async Task<Unit<TContext>?> RunAsync(Func<Unit<TContext>, Task<bool>> work, CancellationToken ct)
    {
        UnitFactory<TContext>.RefuseNesting();
        var pending = new Pending(work, Activity.Current, ct);
        Enqueue(pending);
        return await pending.Answer.Task;
    }

    public void ForgetDelivered(Guid messageId) => delivered.Enqueue(messageId);

    public async Task FlushAsync(CancellationToken ct)
    {
        if (!delivered.IsEmpty)
            await RunAsync(_ => Task.FromResult(false), ct);
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (loop is not null)
            await loop;
    }

    private void Enqueue(Pending pending)
    {
        ObjectDisposedException.ThrowIf(!queue.Writer.TryWrite(pending), this);
        if (loop is not null)
            return;
        lock (startGate)
            loop ??= Task.Run(WriteLoopAsync, CancellationToken.None);
    }

    private async Task WriteLoopAsync()
    {
        await using var connection = new PreparingConnection(connectionString);
        await connection.OpenAsync();
        MealDispatchTelemetry.SqliteSynchronous.Record(SqliteFile.SetPragmas(connection), Service);
        var open = contextsOn(connection);
        var batch = new List<Pending>(MaxUnitsPerCommit);
        while (await WaitForWorkAsync())
        {
            batch.Clear();
            while (batch.Count < MaxUnitsPerCommit && queue.Reader.TryRead(out var pending))
                batch.Add(pending);
            await CommitBatchAsync(connection, open, batch);
        }
    }

    /// <summary>True when units wait, or delivered rows have waited long enough; false when the writer is closed.</summary>
    private async Task<bool> WaitForWorkAsync()
    {
        arrival ??= queue.Reader.WaitToReadAsync().AsTask();
        while (!arrival.IsCompleted)
        {
            var timeout = delivered.IsEmpty ? LookForDelivered : ForgetWithin;
            if (await Task.WhenAny(arrival, Task.Delay(timeout)) != arrival && !delivered.IsEmpty)
                return true;
        }

        var open = await arrival;
        arrival = null;
        return open;
    }

    private async Task CommitBatchAsync(SqliteConnection connection, Func<TContext> open, List<Pending> batch)
    {
        try
        {
            using (var transaction = connection.BeginTransaction(deferred: false))
            {
                foreach (var pending in batch)
                    await RunInSavepointAsync(transaction, open, pending);
                DeleteDelivered(connection, transaction);
                transaction.Commit();
                MealDispatchTelemetry.Commits.Add(1, Service);
            }
        }
        catch (Exception exception)
        {
            foreach (var pending in batch)
                pending.Fail(exception);
        }

        foreach (var pending in batch)
            pending.Complete();
    }

    private async Task RunInSavepointAsync(SqliteTransaction transaction, Func<TContext> open, Pending pending)
    {
        if (pending.Ct.IsCancellationRequested)
        {
            pending.Fail(new OperationCanceledException(pending.Ct));
            return;
        }

        transaction.Save("unit");
        try
        {
            await using var db = open();
            db.Database.AutoTransactionBehavior = AutoTransactionBehavior.Never;
            db.Database.AutoSavepointsEnabled = false;
            await db.Database.UseTransactionAsync(transaction);
            if (!await pending.RunAsync(units, db))
                transaction.Rollback("unit");
        }
        catch (Exception exception)
        {
            transaction.Rollback("unit");
            pending.Fail(exception);
        }

        transaction.Release("unit");
    }

    private void DeleteDelivered(SqliteConnection connection, SqliteTransaction transaction)
    {
        if (delivered.IsEmpty)
            return;
        CrashPoints.Reach("before-outbox-delete");
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "DELETE FROM outbox WHERE Id = $id";
        var id = command.Parameters.AddWithValue("$id", Guid.Empty);
        while (delivered.TryDequeue(out var messageId))
        {
            id.Value = messageId;
            command.ExecuteNonQuery();
        }
    }

    private sealed class Pending(Func<Unit<TContext>, Task<bool>> work, Activity? caller, CancellationToken ct)
    {
        private Unit<TContext>? done;
        private Exception? failure;

        public CancellationToken Ct { get; } = ct;

        public TaskCompletionSource<Unit<TContext>?> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task<bool> RunAsync(UnitFactory<TContext> units, TContext db)
        {
            Activity.Current = caller;
            var (unit, save) = await units.RunAsync(db, work, Ct);
            done = save ? unit : null;
            return save;
        }

        public void Fail(Exception exception) => failure ??= exception;

        public void Complete()
        {
            if (failure is OperationCanceledException cancelled)
                Answer.TrySetCanceled(cancelled.CancellationToken);
            else if (failure is not null)
                Answer.TrySetException(failure);
            else
                Answer.TrySetResult(done);
        }
    }
}
