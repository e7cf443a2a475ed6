using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Data;
using MealDispatch.Care.Reports;
using MealDispatch.Care.Settings;
using MealDispatch.Contracts.Care;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Checks.RepeatedNoAnswer;

/// <summary>
/// Raises a check when nobody opened at several deliveries within some days, beside the alert of the last one: that one ends with
/// today, the check asks why it happens again.
/// </summary>
internal static class RepeatedNoAnswer
{
    public const string Code = "no-answer";

    public static async Task CheckRepeatedNoAnswerAsync(this Unit<CareDbContext> unit, AlertLadder ladder, WelfareReport report, CancellationToken ct)
    {
        if (!report.Codes.Contains(Code))
            return;
        var rule = (await CareSetting.RulesOfSiteAsync(unit.Db, report.SiteCode, ct)).RepeatedNoAnswer;
        if (!rule.Enabled)
            return;
        var (from, to) = (report.At - Duration.FromDays(rule.Days), report.At + Duration.FromDays(rule.Days));
        var reports = await unit.Db.Reports.AsNoTracking().Where(r => r.ResidentId == report.ResidentId && r.At > from && r.At < to).ToListAsync(ct);
        var doors = reports.Append(report).Where(r => r.Codes.Contains(Code)).GroupBy(r => r.DeliveryId).Select(d => d.Min(r => r.At)).Order().ToList();
        if (!Enumerable.Range(0, Math.Max(0, doors.Count - rule.Times + 1)).Any(i => doors[i + rule.Times - 1] - doors[i] < Duration.FromDays(rule.Days)))
            return;
        var key = $"no-answer:{report.DeliveryId}";
        if (await unit.Db.Alerts.AnyAsync(
                a => a.CheckKey == key || (a.ResidentId == report.ResidentId && a.Cause == CareAlertCause.RepeatedNoAnswer && a.Status == AlertStatus.Open), ct))
            return;
        var alert = CareAlert.OfCheck(Ids.New(), CareAlertCause.RepeatedNoAnswer, report.ResidentId, report.SiteCode, key, unit.Now);
        await ladder.RaiseAsync(unit, alert, $"{doors.Count}/{rule.Days}", ct);
    }
}
