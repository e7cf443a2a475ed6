using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Data;
using MealDispatch.Care.Settings;
using MealDispatch.Contracts.Care;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Checks.CheckUsualMeals;

/// <summary>
/// After a cutoff raises a check for each resident who usually orders that meal and did not. A meal of a past day is not looked at
/// any more; one resident, day and meal raises one check for ever.
/// </summary>
internal sealed class CheckUsualMealsJob(Database<CareDbContext> database, AlertLadder ladder, Town town, IClock clock) : IJob
{
    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task RunAsync(CancellationToken ct)
    {
        var now = clock.GetCurrentInstant();
        foreach (var window in await DueAsync(now, ct))
        {
            if (window.ServiceDate >= town.DateOf(now))
            {
                foreach (var missed in await MissedAsync(window, ct))
                    await database.WriteAsync(unit => RaiseAsync(unit, window, missed, ct), ct);
            }

            await database.WriteAsync(
                async unit => (await unit.Db.ClosedWindows.FindAsync([window.SiteCode, window.ServiceDate, window.MealPeriod], ct))!.Checked = true, ct);
        }
    }

    private async Task<List<ClosedWindow>> DueAsync(Instant now, CancellationToken ct)
    {
        await using var db = database.Read();
        return await db.ClosedWindows.Where(w => !w.Checked && w.CheckAt <= now).OrderBy(w => w.CheckAt).Take(50).ToListAsync(ct);
    }

    private async Task<List<Missed>> MissedAsync(ClosedWindow window, CancellationToken ct)
    {
        await using var db = database.Read();
        var rule = (await CareSetting.RulesOfSiteAsync(db, window.SiteCode, ct)).MissedMeal;
        var weekdays = UsualMeal.SameWeekdays(window.ServiceDate, rule.OfLast);
        var regulars = db.Meals.Where(m => m.SiteCode == window.SiteCode && m.MealPeriod == window.MealPeriod && m.ConfirmedAt != null && m.CancelledAt == null
            && m.ServiceDate != null && weekdays.Contains(m.ServiceDate.Value)).Select(m => m.ResidentId);
        var ordered = await db.Meals.Where(m => m.ResidentId != null && regulars.Contains(m.ResidentId) && m.SiteCode != null && m.ServiceDate != null
                && (m.ServiceDate == window.ServiceDate
                    || (weekdays.Contains(m.ServiceDate.Value) && m.MealPeriod == window.MealPeriod && m.ConfirmedAt != null && m.CancelledAt == null)))
            .Select(m => new { Resident = m.ResidentId!.Value, Date = m.ServiceDate!.Value, Site = m.SiteCode! }).ToListAsync(ct);
        return
        [
            .. from resident in ordered.ToLookup(o => o.Resident)
               let usual = resident.Where(o => o.Date != window.ServiceDate).Select(o => (o.Date, o.Site)).ToList()
               let times = UsualMeal.Missed(window.SiteCode, rule, usual, orderedAnythingToday: resident.Any(o => o.Date == window.ServiceDate))
               where times is not null
               select new Missed(resident.Key, times.Value, rule.OfLast),
        ];
    }

    private async Task RaiseAsync(Unit<CareDbContext> unit, ClosedWindow window, Missed missed, CancellationToken ct)
    {
        var key = $"missed:{missed.Resident}:{window.ServiceDate:uuuu-MM-dd}:{window.MealPeriod}";
        // Somebody who is looked after already needs no second alert.
        if (await unit.Db.Alerts.AnyAsync(a => a.CheckKey == key || (a.ResidentId == missed.Resident && a.Status == AlertStatus.Open), ct))
            return;
        if (await unit.Db.Residents.FindAsync([missed.Resident], ct) is { } resident && !resident.IsActiveOn(window.ServiceDate))
            return;
        var alert = CareAlert.OfCheck(Ids.New(), CareAlertCause.MissedMeal, missed.Resident, window.SiteCode, key, unit.Now);
        await ladder.RaiseAsync(unit, alert, $"{missed.Times}/{missed.OfLast}", ct);
    }

    private sealed record Missed(Guid Resident, int Times, int OfLast);
}
