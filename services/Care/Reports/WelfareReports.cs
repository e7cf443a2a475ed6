using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Alerts;
using MealDispatch.Care.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Care.Reports;

/// <summary>Files a report and, when it is not "well", raises the delivery's alert or joins the one that is open.</summary>
internal static class WelfareReports
{
    /// <summary>The source of a report through the QR on the bag: anybody who held the bag.</summary>
    public const string FromBag = "bag";

    /// <summary>The codes that a person may give.</summary>
    public static IReadOnlyList<string> Codes { get; } = ["no-answer", "fall", "confused", "unwell", "gas-smell", "mail-piling-up", "other"];

    public static async Task FileAsync(this Unit<CareDbContext> unit, WelfareReport report, CancellationToken ct)
    {
        unit.Db.Reports.Add(report);
        if (!AlertClock.IsAlerting(report.Level))
            return;
        var alert = await unit.Db.Alerts.SingleOrDefaultAsync(a => a.DeliveryId == report.DeliveryId && a.Status == AlertStatus.Open, ct);
        if (alert is null)
            unit.Db.Alerts.Add(alert = CareAlert.Raise(Ids.New(), report));
        else
            alert.Join(report);
        report.AlertId = alert.Id;
    }
}
