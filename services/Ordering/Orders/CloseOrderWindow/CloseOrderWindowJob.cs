using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders.CloseOrderWindow;

/// <summary>
/// After the cutoff of a site's meal: gives up on orders that stay unsettled for five real minutes, and once none is left,
/// says which orders are confirmed. The row of the meal lets that happen once.
/// </summary>
internal sealed partial class CloseOrderWindowJob(
    Database<OrderingDbContext> database, IClock clock, TimeProvider time, CloseOrderWindow closing, ILogger<CloseOrderWindowJob> logger) : IJob
{
    private static readonly TimeSpan GiveUpAfter = TimeSpan.FromMinutes(5);
    private const int MealsPerRun = 50;

    public TimeSpan Every => TimeSpan.FromMilliseconds(500);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        await GiveUpUnsettledAsync(now, ct);
        foreach (var (site, date, period) in await DueAsync(now, ct))
            await database.WriteAsync(unit => closing.RunAsync(unit, site, date, period, ct), ct);
    }

    private async Task<IReadOnlyList<(string Site, LocalDate Date, MealPeriod Period)>> DueAsync(Instant now, CancellationToken ct)
    {
        await using var db = database.Read();
        var due = await db.SiteMeals.Where(m => m.ClosedAt == null && m.CutoffAt <= now).OrderBy(m => m.CutoffAt).Take(MealsPerRun)
            .Select(m => new { m.SiteCode, m.ServiceDate, m.MealPeriod }).ToListAsync(ct);
        return [.. due.Select(m => (m.SiteCode, m.ServiceDate, m.MealPeriod))];
    }

    private async Task GiveUpUnsettledAsync(Instant now, CancellationToken ct)
    {
        var storedBefore = time.GetUtcNow().UtcDateTime - GiveUpAfter;
        List<Guid> stuck;
        await using (var db = database.Read())
        {
            stuck = await db.Orders.Where(o => o.Status == OrderStatus.Placed && o.CutoffAt <= now && o.StoredAt <= storedBefore
                    && db.SiteMeals.Any(m => m.SiteCode == o.SiteCode && m.ServiceDate == o.ServiceDate && m.MealPeriod == o.MealPeriod
                        && m.CutoffSeenAt <= storedBefore))
                .Select(o => o.Id).ToListAsync(ct);
        }

        foreach (var id in stuck)
        {
            LogGivenUp(id);
            await database.WriteAsync(unit => closing.GiveUpAsync(unit, id, ct), ct);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Order {OrderId} was not settled five minutes after its cutoff and is cancelled")]
    private partial void LogGivenUp(Guid orderId);
}
