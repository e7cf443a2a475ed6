using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Telemetry;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace MealDispatch.BuildingBlocks.Messaging;

/// <summary>A relay, for those who wait for all of them.</summary>
public interface IRelay
{
    /// <summary>The service whose outbox it empties.</summary>
    string Service { get; }

    /// <summary>True when it is delivering, or has rows that are due.</summary>
    Task<bool> IsBusyAsync(CancellationToken ct);

    /// <summary>Waits until its deliveries are done and their rows are gone.</summary>
    Task FlushAsync(CancellationToken ct);

    /// <summary>What the outbox holds now; for metrics, which cannot wait asynchronously.</summary>
    OutboxState ReadOutbox();
}

/// <summary>
/// Publishes what a service committed to its outbox. Rows come in memory right after their commit; at start, and every few
/// seconds for rows that are left, from the table, by "unsent". Returned = delivered, the row goes. Thrown, or over 30 s =
/// one more attempt after a growing pause of real time; after ten the row is parked with its error.
/// </summary>
internal sealed partial class Relay<TContext>(IServiceProvider services, IMessageBus bus, TimeProvider time, ILogger<Relay<TContext>> logger)
    : BackgroundService, IRelay
    where TContext : ServiceDbContext
{
    private const int InFlight = 64;
    private const int MaxAttempts = 10;
    private const int RowsPerSweep = 2000;
    private static readonly TimeSpan PublishTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LeftBehindAfter = TimeSpan.FromSeconds(10);

    private readonly Channel<OutboxMessage> queue = Channel.CreateUnbounded<OutboxMessage>();
    private readonly ConcurrentDictionary<Guid, TaskCompletionSource> underway = new();
    private readonly SemaphoreSlim slots = new(InFlight);

    public string Service { get; } = ServiceNames.Of<TContext>();

    private Database<TContext> Database => services.GetRequiredService<Database<TContext>>();

    private IUnitWriter<TContext> Writer => services.GetRequiredService<IUnitWriter<TContext>>();

    /// <summary>Takes rows that were just committed.</summary>
    public void Accept(IReadOnlyList<OutboxMessage> rows)
    {
        foreach (var row in rows)
        {
            if (underway.TryAdd(row.Id, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)))
                queue.Writer.TryWrite(row);
        }
    }

    /// <summary>Waits until these rows were tried once, at most so long.</summary>
    public async Task DeliveredAsync(IReadOnlyList<OutboxMessage> rows, TimeSpan atMost, CancellationToken ct)
    {
        var waits = rows.Select(r => underway.TryGetValue(r.Id, out var done) ? done.Task : Task.CompletedTask);
        await Task.WhenAny(Task.WhenAll(waits), Task.Delay(atMost, time, ct));
    }

    public async Task<bool> IsBusyAsync(CancellationToken ct)
    {
        if (!underway.IsEmpty)
            return true;
        await using var db = Database.Read();
        var now = time.GetUtcNow().UtcDateTime;
        return await db.Outbox.AnyAsync(m => m.ParkedAt == null && m.NextAttemptAt <= now, ct);
    }

    public async Task FlushAsync(CancellationToken ct)
    {
        while (!underway.IsEmpty)
            await Task.WhenAll(underway.Values.Select(d => d.Task)).WaitAsync(ct);
        await Writer.FlushAsync(ct);
    }

    public OutboxState ReadOutbox()
    {
        using var db = Database.Read();
        var unsent = db.Outbox.Where(m => m.ParkedAt == null);
        return new OutboxState(unsent.Count(), db.Outbox.Count(m => m.ParkedAt != null), unsent.Min(m => (DateTime?)m.CreatedAt));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await bus.ReadyAsync(stoppingToken);
        await Task.WhenAll(DeliverAllAsync(stoppingToken), SweepAllAsync(stoppingToken));
    }

    private async Task DeliverAllAsync(CancellationToken ct)
    {
        await foreach (var row in queue.Reader.ReadAllAsync(ct))
        {
            await slots.WaitAsync(ct);
            _ = DeliverAndFreeSlotAsync(row, ct);
        }
    }

    private async Task DeliverAndFreeSlotAsync(OutboxMessage row, CancellationToken ct)
    {
        try
        {
            await Task.Yield();
            await DeliverAsync(row, ct);
        }
        finally
        {
            slots.Release();
            if (underway.TryRemove(row.Id, out var done))
                done.SetResult();
        }
    }

    private async Task DeliverAsync(OutboxMessage row, CancellationToken ct)
    {
        using var activity = row.TraceParent is null
            ? null
            : MealDispatchTelemetry.Source.StartActivity($"relay {row.Type}", ActivityKind.Producer, row.TraceParent);
        try
        {
            row.Message ??= JsonSerializer.Deserialize(row.Body, MessageTypes.Find(row.Type), Json.Options);
            using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
            timeout.CancelAfter(PublishTimeout);
            await bus.PublishAsync(row.Message!, row.Id, timeout.Token);
            CrashPoints.Reach("after-delivery");
            Writer.ForgetDelivered(row.Id);
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            await NoteFailureAsync(row, exception, ct);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the row stays and is published at the next start.
        }
    }

    private async Task NoteFailureAsync(OutboxMessage row, Exception exception, CancellationToken ct)
    {
        var attempts = row.Attempts + 1;
        var now = time.GetUtcNow().UtcDateTime;
        DateTime? parkedAt = attempts >= MaxAttempts ? now : null;
        var next = now + TimeSpan.FromSeconds(Math.Min(300, Math.Pow(2, attempts) / 2));
        var error = $"{exception.GetType().Name}: {exception.Message}";
        LogFailure(exception, row.Type, row.Id, attempts, parkedAt is not null);
        await Database.WriteAsync(
            unit => unit.Db.Outbox.Where(m => m.Id == row.Id).ExecuteUpdateAsync(
                s => s.SetProperty(m => m.Attempts, attempts).SetProperty(m => m.NextAttemptAt, next)
                    .SetProperty(m => m.ParkedAt, parkedAt).SetProperty(m => m.Error, error.Length > 2000 ? error[..2000] : error),
                ct),
            ct);
    }

    private async Task SweepAllAsync(CancellationToken ct)
    {
        await SweepAsync(TimeSpan.Zero, ct);
        using var timer = new PeriodicTimer(SweepEvery, time);
        while (await timer.WaitForNextTickAsync(ct))
            await SweepAsync(LeftBehindAfter, ct);
    }

    /// <summary>Rows that failed and are due again, and rows that nobody delivered for so long.</summary>
    private async Task SweepAsync(TimeSpan leftBehindAfter, CancellationToken ct)
    {
        var now = time.GetUtcNow().UtcDateTime;
        var leftBehind = now - leftBehindAfter;
        await using var db = Database.Read();
        var rows = await db.Outbox
            .Where(m => m.ParkedAt == null && m.NextAttemptAt <= now && (m.Attempts > 0 || m.CreatedAt <= leftBehind))
            .OrderBy(m => m.CreatedAt).Take(RowsPerSweep).ToListAsync(ct);
        Accept(rows);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {Type} {MessageId} was not delivered, attempt {Attempt}, parked: {Parked}")]
    private partial void LogFailure(Exception exception, string type, Guid messageId, int attempt, bool parked);
}

public static class RelayExtensions
{
    /// <summary>Waits until no relay delivers and no outbox has a row that is due: everything has arrived.</summary>
    public static async Task DrainAsync(this IServiceProvider services, CancellationToken ct = default)
    {
        var relays = services.GetServices<IRelay>().ToList();
        while (true)
        {
            foreach (var relay in relays)
                await relay.FlushAsync(ct);
            var busy = false;
            foreach (var relay in relays)
                busy |= await relay.IsBusyAsync(ct);
            if (!busy)
                return;
            await Task.Yield();
        }
    }
}
