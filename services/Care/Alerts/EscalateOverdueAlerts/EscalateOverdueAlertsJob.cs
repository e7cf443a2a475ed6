using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts.EscalateOverdueAlerts;

/// <summary>Marks the alerts that ran out before anybody took them.</summary>
internal sealed partial class EscalateOverdueAlertsJob(Database<CareDbContext> database, IClock clock, ILogger<EscalateOverdueAlertsJob> logger) : IJob
{
    private const int AtOnce = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(5);

    public async Task RunAsync(CancellationToken ct)
    {
        if (!await AnyIsDueAsync(ct))
            return;
        var escalated = await database.WriteAsync(
            async unit =>
            {
                var due = await Due(unit.Db, unit.Now).OrderBy(a => a.DueAt).Take(AtOnce).ToListAsync(ct);
                foreach (var alert in due)
                    alert.Escalate(unit.Now);
                return due.Select(a => a.Id).ToList();
            },
            ct);
        foreach (var id in escalated)
            LogEscalated(id);
    }

    private async Task<bool> AnyIsDueAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        return await Due(db, clock.GetCurrentInstant()).AnyAsync(ct);
    }

    private static IQueryable<CareAlert> Due(CareDbContext db, Instant now) =>
        db.Alerts.Where(a => a.Status == AlertStatus.Open && a.AcknowledgedAt == null && a.EscalatedAt == null && a.DueAt <= now);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Care alert {AlertId} ran out before anybody took it")]
    private partial void LogEscalated(Guid alertId);
}
