using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Care.Reports;
using MealDispatch.Care.Residents;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>An alert as the people on duty see it, with whom to call.</summary>
internal sealed record AlertView(
    Guid Id,
    AlertStatus Status,
    WelfareLevel Level,
    string SiteCode,
    string? SiteName,
    Guid OrderId,
    Guid DeliveryId,
    Instant RaisedAt,
    Instant DueAt,
    bool Escalated,
    Instant? AcknowledgedAt,
    Instant? ClosedAt,
    string? Outcome,
    string? Note,
    AlertResident Resident,
    IReadOnlyList<AlertReport> Reports,
    int Version);

/// <summary>Name, phone and address are null while the resident's copy has not arrived.</summary>
internal sealed record AlertResident(Guid Id, string? Name, string? Phone, string? Address, IReadOnlyList<EmergencyContact> Contacts);

internal sealed record AlertReport(Instant At, WelfareLevel Level, IReadOnlyList<string> Codes, string? Note, string Source);

internal static class AlertViews
{
    /// <summary>Staff see the alerts of their sites, officers those of their subdistrict's sites.</summary>
    public static IQueryable<CareAlert> VisibleAlerts(this CareDbContext db, Caller caller)
    {
        var sites = caller.Is(Role.CanteenStaff) ? caller.Sites.ToList() : [];
        var subdistrict = caller.Is(Role.Officer) ? caller.Subdistrict : null;
        return db.Alerts.Where(a => sites.Contains(a.SiteCode)
            || (subdistrict != null && db.Sites.Any(s => s.Code == a.SiteCode && s.Subdistrict == subdistrict)));
    }

    public static async Task<IReadOnlyList<AlertView>> ToViewsAsync(this CareDbContext db, IReadOnlyList<CareAlert> alerts, CancellationToken ct)
    {
        var ids = alerts.Select(a => (Guid?)a.Id).ToList();
        var residentIds = alerts.Select(a => a.ResidentId).ToList();
        var siteCodes = alerts.Select(a => a.SiteCode).Distinct().ToList();
        var reports = (await db.Reports.AsNoTracking().Where(r => ids.Contains(r.AlertId)).ToListAsync(ct)).ToLookup(r => r.AlertId);
        var residents = await db.Residents.AsNoTracking().Where(r => residentIds.Contains(r.ResidentId)).ToDictionaryAsync(r => r.ResidentId, ct);
        var names = await db.Sites.AsNoTracking().Where(s => siteCodes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, s => s.Name, ct);
        return [.. alerts.Select(a => View(a, names.GetValueOrDefault(a.SiteCode), residents.GetValueOrDefault(a.ResidentId), reports[a.Id]))];
    }

    public static async Task<AlertView> ToViewAsync(this Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct) =>
        (await unit.Db.ToViewsAsync([alert], ct))[0];

    private static AlertView View(CareAlert alert, string? siteName, ResidentContact? resident, IEnumerable<WelfareReport> reports) => new(
        alert.Id, alert.Status, alert.Level, alert.SiteCode, siteName, alert.OrderId, alert.DeliveryId, alert.RaisedAt, alert.DueAt,
        alert.EscalatedAt is not null, alert.AcknowledgedAt, alert.ClosedAt, alert.Outcome, alert.Note,
        new AlertResident(alert.ResidentId, resident?.Name, resident?.Phone, resident?.AddressText, resident?.Contacts ?? []),
        [.. reports.OrderBy(r => r.At).Select(r => new AlertReport(r.At, r.Level, r.Codes, r.Note, r.Source))],
        alert.Version);
}
