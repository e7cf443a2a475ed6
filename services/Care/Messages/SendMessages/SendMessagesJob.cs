using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Data;
using MealDispatch.Care.Settings;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Messages.SendMessages;

/// <summary>
/// Hands queued messages to their channels. A message is claimed by moving its next try on, so that nobody else takes it and a
/// process that dies loses nothing; what no try could hand over is given up, and that is an alarm.
/// </summary>
internal sealed partial class SendMessagesJob(
    Database<CareDbContext> database, Channels channels, Town town, TimeProvider time, IClock clock, ILogger<SendMessagesJob> logger) : IJob
{
    private const int AtOnce = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan[] Pauses =
        [TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30)];

    public TimeSpan Every => TimeSpan.FromSeconds(2);

    /// <summary>Tries before it is given up.</summary>
    internal static int MaxAttempts => Pauses.Length;

    private DateTime RealNow => time.GetUtcNow().UtcDateTime;

    public async Task RunAsync(CancellationToken ct)
    {
        if (!await AnyAsync(ct))
            return;
        var claimed = await database.WriteAsync(unit => ClaimAsync(unit, ct), ct);
        await Task.WhenAll(claimed.Select(message => SendAsync(message, ct)));
    }

    private async Task<bool> AnyAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        return await Due(db, clock.GetCurrentInstant()).AnyAsync(ct);
    }

    private IQueryable<Message> Due(CareDbContext db, Instant now)
    {
        var realNow = RealNow;
        return db.Messages.Where(m => m.Status == MessageStatus.Queued && m.NextAttemptAt <= realNow && m.HeldUntil <= now);
    }

    private async Task<List<Message>> ClaimAsync(Unit<CareDbContext> unit, CancellationToken ct)
    {
        var due = await Due(unit.Db, unit.Now).OrderBy(m => m.NextAttemptAt).Take(AtOnce).ToListAsync(ct);
        var alerts = due.Where(m => m.Kind == MessageKind.WelfareAlert).Select(m => m.AlertId).ToList();
        var over = (await unit.Db.Alerts.Where(a => alerts.Contains(a.Id) && a.Status == AlertStatus.Closed).Select(a => a.Id).ToListAsync(ct)).ToHashSet();
        var claimed = new List<Message>();
        foreach (var message in due)
        {
            var isOver = message.Kind == MessageKind.WelfareAlert && message.AlertId is { } alert && over.Contains(alert);
            if (unit.Now >= message.ExpiresAt || isOver)
            {
                message.End(MessageStatus.TooLate, unit.Now);
                await WriteAsync(unit, message, EntryKind.NotTold, ct);
            }
            else if (!message.PassesQuiet && await QuietUntilAsync(unit.Db, message.Subdistrict, unit.Now, ct) is { } end)
            {
                message.HoldUntil(end);
            }
            else
            {
                message.Claim(RealNow + Pauses[message.Attempts]);
                claimed.Add(message);
            }
        }

        return claimed;
    }

    private async Task<Instant?> QuietUntilAsync(CareDbContext db, string? subdistrict, Instant now, CancellationToken ct)
    {
        var rules = subdistrict is null ? null : (await CareSetting.LatestAsync(db, subdistrict, ct))?.Rules;
        return (rules ?? CareRules.Usual).Quiet.EndOf(town.LocalOf(now)) is { } end ? town.At(end.Date, end.TimeOfDay) : null;
    }

    private async Task SendAsync(Message message, CancellationToken ct)
    {
        var error = await TryAsync(message, ct);
        await database.WriteAsync(
            async unit =>
            {
                var row = await unit.Db.Messages.SingleAsync(m => m.Id == message.Id, ct);
                if (row.Status != MessageStatus.Queued)
                    return;
                if (error is null)
                    row.End(MessageStatus.Sent, unit.Now);
                else if (row.Attempts >= MaxAttempts)
                    row.End(MessageStatus.GivenUp, unit.Now, error);
                else
                    row.NoteError(error);
                if (row.Status != MessageStatus.Queued)
                    await WriteAsync(unit, row, error is null ? EntryKind.Told : EntryKind.NotTold, ct);
            },
            ct);
        if (error is not null && message.Attempts >= MaxAttempts)
            LogGivenUp(message.Id, message.Channel);
    }

    private async Task<string?> TryAsync(Message message, CancellationToken ct)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(ct);
        timeout.CancelAfter(Patience);
        try
        {
            await channels.Of(message.Channel).SendAsync(new OutgoingMessage(message.Id, message.Address!, message.Kind, message.Text), timeout.Token);
            return null;
        }
        catch (Exception exception) when (!ct.IsCancellationRequested)
        {
            // The type only: a provider's own words may hold the number.
            LogNotTaken(message.Id, message.Channel, exception.GetType().Name);
            return exception.GetType().Name;
        }
    }

    /// <summary>A line in the alert's record.</summary>
    private static async Task WriteAsync(Unit<CareDbContext> unit, Message message, EntryKind kind, CancellationToken ct)
    {
        if (message.AlertId is { } id && await unit.Db.Alerts.FindAsync([id], ct) is { } alert)
        {
            alert.WriteMessage(unit.Now, kind, message);
            unit.Keep(alert);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Message {MessageId} was not taken by {Channel}: {Error}")]
    private partial void LogNotTaken(Guid messageId, MessageChannel channel, string error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Message {MessageId} by {Channel} was given up")]
    private partial void LogGivenUp(Guid messageId, MessageChannel channel);
}
