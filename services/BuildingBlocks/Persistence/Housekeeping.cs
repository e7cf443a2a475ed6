using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Hosting;

namespace MealDispatch.BuildingBlocks.Persistence;

/// <summary>Deletes what is kept for a time only: inbox rows after seven days, idempotency keys after 72 h (real time).</summary>
internal sealed class Housekeeping<TContext>(Database<TContext> database, TimeProvider time) : BackgroundService
    where TContext : ServiceDbContext
{
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan KeepInbox = TimeSpan.FromDays(7);
    private static readonly TimeSpan KeepKeys = TimeSpan.FromHours(72);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var now = time.GetUtcNow().UtcDateTime;
            var (inboxBefore, keysBefore) = (now - KeepInbox, now - KeepKeys);
            await database.WriteAsync(
                async unit =>
                {
                    await unit.Db.Inbox.Where(m => m.ReceivedAt < inboxBefore).ExecuteDeleteAsync(stoppingToken);
                    await unit.Db.IdempotencyKeys.Where(k => k.CreatedAt < keysBefore).ExecuteDeleteAsync(stoppingToken);
                },
                stoppingToken);
        }
    }
}
