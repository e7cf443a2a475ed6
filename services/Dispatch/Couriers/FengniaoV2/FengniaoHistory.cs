using System.Text.Json;
using MealDispatch.Dispatch.Attempts;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>What a query of Fengniao holds: its log, oldest first, and its present state last. Without the price, whose unit changed with v3.</summary>
internal static class FengniaoHistory
{
    public static QueryOutcome.Found Read(JsonElement data, AttemptState held)
    {
        var reports = new List<CourierReport>();
        foreach (var entry in LogEntries(data))
        {
            if (ReportOf(entry, "error_code", "occur_time", held) is not { } report)
                continue;
            reports.Add(report);
            if (report.State.Rank() > held.Rank())
                held = report.State;
        }

        if (ReportOf(data, "abnormal_code", timeName: "", held) is { } present)
            reports.Add(present with { Authoritative = true });

        return new QueryOutcome.Found(reports)
        {
            ProviderRef = data.Text("open_order_code") ?? data.Text("order_id"),
            EtaAt = FengniaoVocabulary.InstantFromMs(data.Whole("estimate_arrive_time")),
        };
    }

    private static IEnumerable<JsonElement> LogEntries(JsonElement data) =>
        data.Structure("event_log_details") is { ValueKind: JsonValueKind.Array } log
            ? log.EnumerateArray().Where(entry => entry.ValueKind == JsonValueKind.Object).OrderBy(entry => entry.Whole("occur_time") ?? 0)
            : [];

    private static CourierReport? ReportOf(JsonElement entry, string errorName, string timeName, AttemptState held) =>
        FengniaoVocabulary.Report(
            entry.Text("order_status"),
            entry.Text(errorName),
            held,
            Rider.From(entry.Text("carrier_driver_name"), entry.Text("carrier_driver_phone")),
            entry.Whole(timeName));
}
