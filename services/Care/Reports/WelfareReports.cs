using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Checks.RepeatedNoAnswer;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Reports;

/// <summary>Files a report and, when it is not "well", raises the delivery's alert or joins the one that is open.</summary>
internal sealed class WelfareReports(AlertLadder ladder)
{
    /// <summary>The source of a report through the QR on the bag: anybody who held the bag.</summary>
    public const string FromBag = "bag";

    /// <summary>The codes that a person may give.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["no-answer", "fall", "confused", "unwell", "gas-smell", "mail-piling-up", "other"];

    public async Task FileAsync(Unit<CareDbContext> unit, WelfareReport report, CancellationToken ct)
    {
        unit.Db.Reports.Add(report);
        if (!Ladder.IsAlerting(report.Level))
            return;
        var alert = await unit.Db.Alerts.SingleOrDefaultAsync(a => a.DeliveryId == report.DeliveryId && a.Status == AlertStatus.Open, ct);
        if (alert is null)
        {
            alert = CareAlert.Of(Ids.New(), report);
            report.AlertId = alert.Id;
            await ladder.RaiseAsync(unit, alert, Summary(report), ct);
        }
        else
        {
            report.AlertId = alert.Id;
            await JoinAsync(unit, alert, report, ct);
        }

        await unit.CheckRepeatedNoAnswerAsync(ladder, report, ct);
    }

    private async Task JoinAsync(Unit<CareDbContext> unit, CareAlert alert, WelfareReport report, CancellationToken ct)
    {
        var graver = alert.Join(report);
        alert.Write(unit.Now, EntryKind.ReportJoined, note: Summary(report));
        if (graver)
            await ladder.StartRoundAsync(unit, alert, ct);
        else
            unit.Keep(alert);
    }

    private static string Summary(WelfareReport report) =>
        string.Join(' ', new[] { Json.Word(report.Level), report.Source, string.Join(',', report.Codes), report.Note }.Where(part => !string.IsNullOrEmpty(part)));
}
