using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts.ClimbLadders;

/// <summary>
/// Lets alerts climb whose time is up, one step each: a run that comes late gives the next step its full time all the same.
/// </summary>
internal sealed partial class ClimbLaddersJob(Database<CareDbContext> database, AlertLadder ladder, IClock clock, ILogger<ClimbLaddersJob> logger) : IJob
{
    private const int AtOnce = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken ct)
    {
        foreach (var id in await DueAsync(ct))
        {
            var climbed = await database.WriteAsync(
                async unit =>
                {
                    var alert = await unit.Db.Alerts.SingleAsync(a => a.Id == id, ct);
                    return await ladder.ClimbAsync(unit, alert, ct) ? alert : null;
                },
                ct);
            if (climbed is not null)
                LogClimbed(id, climbed.AtTop ? null : climbed.Step);
        }
    }

    private async Task<List<Guid>> DueAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await using var db = database.Read();
        return await db.Alerts.Where(a => a.Status == AlertStatus.Open && !a.AtTop && a.DueAt <= now)
            .OrderBy(a => a.DueAt).Select(a => a.Id).Take(AtOnce).ToListAsync(ct);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Care alert {AlertId} climbed to {Step}")]
    private partial void LogClimbed(Guid alertId, AlertStep? step);
}
