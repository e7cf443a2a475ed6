using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.CheckMonth;

/// <summary>
/// Looks again at the months of which money has moved since it last looked; and on each new business day, and after a start, at
/// this month and the one before, where news of residents may have come without money moving. What it remembers only saves work.
/// </summary>
internal sealed class CheckMonthsJob(Database<SubsidyDbContext> database, CheckMonth check, Town town, IClock clock) : IJob
{
    /// <summary>What one minute may look at; more of it rests the minutes after, so that a large installation is not busy with this alone.</summary>
    private const int MealsPerMinute = 5_000;

    private long? seenEntry;
    private LocalDate? seenDay;
    private int minutesOfRest;

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken ct)
    {
        if (minutesOfRest-- > 0)
            return;
        var today = town.DateOf(clock.GetCurrentInstant());
        await using var db = database.Read();
        var entry = await db.LedgerEntries.MaxAsync(e => (long?)e.Number, ct) ?? 0;
        var due = seenEntry is { } seen && entry > seen ? await TouchedAsync(db, seen, ct) : [];
        if (seenDay != today)
        {
            var towns = await db.SchemeVersions.Select(s => s.Subdistrict).Distinct().ToListAsync(ct);
            due.UnionWith(towns.SelectMany(t => new[] { (t, MonthNumber.Of(today)), (t, MonthNumber.Of(today.PlusMonths(-1))) }));
        }

        var meals = 0;
        foreach (var (subdistrict, month) in due)
            meals += (await check.RunAsync(subdistrict, month, ct)).Meals;
        (seenEntry, seenDay, minutesOfRest) = (entry, today, meals / MealsPerMinute);
    }

    private static async Task<HashSet<(string Subdistrict, int Month)>> TouchedAsync(SubsidyDbContext db, long seen, CancellationToken ct) =>
    [
        .. (await db.LedgerEntries.Where(e => e.Number > seen && e.DecisionId != null)
            .Join(db.Decisions, e => e.DecisionId, d => d.Id, (e, d) => new { d.Subdistrict, d.Month }).Distinct().ToListAsync(ct)).Select(d => (d.Subdistrict, d.Month)),
    ];
}
