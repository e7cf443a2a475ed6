using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Dispatch;

namespace MealDispatch.Care.Reports.OnWelfareReported;

internal sealed class WelfareReportedConsumer(WelfareReports reports) : IConsume<WelfareReported, CareDbContext>
{
    public async Task ConsumeAsync(WelfareReported message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Reports.FindAsync([message.ReportId], ct) is not null)
            return;
        var report = new WelfareReport
        {
            Id = message.ReportId,
            DeliveryId = message.DeliveryId,
            OrderId = message.OrderId,
            ResidentId = message.ResidentId,
            SiteCode = message.SiteCode,
            Level = message.Level,
            Codes = message.Codes,
            Note = message.Note,
            Source = message.Source,
            At = message.OccurredAt,
        };
        await reports.FileAsync(unit, report, ct);
    }
}
