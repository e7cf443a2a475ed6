using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Care.Data;
using MealDispatch.Care.Reports;
using MealDispatch.Care.Residents;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using MealDispatch.Contracts.Registry;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>An alert as the people on duty see it, with whom to call. Once it is closed it shows no numbers.</summary>
/// <param name="DueAt">When it climbs to the next step.</param>
/// <param name="Escalated">It left the first step without anybody taking it.</param>
/// <param name="AtTop">Everybody was told; no step is left.</param>
/// <param name="Calls">The telephone list of this round so far, the newest step first.</param>
internal sealed record AlertView(
    Guid Id,
    AlertStatus Status,
    CareAlertCause Cause,
    WelfareLevel Level,
    string SiteCode,
    string? SiteName,
    Guid? OrderId,
    Guid? DeliveryId,
    Instant RaisedAt,
    Instant DueAt,
    AlertStep? Step,
    bool AtTop,
    bool Escalated,
    Instant? AcknowledgedAt,
    Guid? AcknowledgedBy,
    Instant? ClosedAt,
    string? Outcome,
    string? Note,
    AlertResident Resident,
    IReadOnlyList<AlertReport> Reports,
    IReadOnlyList<AlertCallView> Calls,
    int Version);

/// <summary>Name, phone and address are null while the resident's copy has not arrived.</summary>
internal sealed record AlertResident(Guid Id, string? Name, string? Phone, string? Address, IReadOnlyList<EmergencyContact> Contacts);

internal sealed record AlertReport(Instant At, WelfareLevel Level, IReadOnlyList<string> Codes, string? Note, string Source);

internal sealed record AlertCallView(Guid Id, AlertStep Step, string Name, string? Relation, string? Phone, CallResult Result, Instant? CalledAt);

internal static class AlertViews
{
    /// <summary>Staff see the alerts of their sites, officers those of their subdistrict's sites.</summary>
    public static IQueryable<CareAlert> VisibleAlerts(this CareDbContext db, Caller caller) => db.AlertsOf(caller, Role.Officer);

    /// <summary>Those of a staff member's sites, and of the subdistrict's for whoever has one of these roles in it.</summary>
    public static IQueryable<CareAlert> AlertsOf(this CareDbContext db, Caller caller, params IEnumerable<Role> ofTheSubdistrict)
    {
        var sites = caller.Is(Role.CanteenStaff) ? caller.Sites.ToList() : [];
        var subdistrict = ofTheSubdistrict.Any(caller.Is) ? caller.Subdistrict : null;
        return db.Alerts.Where(a => sites.Contains(a.SiteCode)
            || (subdistrict != null && db.Sites.Any(s => s.Code == a.SiteCode && s.Subdistrict == subdistrict)));
    }

    public static async Task<IReadOnlyList<AlertView>> ToViewsAsync(this CareDbContext db, IReadOnlyList<CareAlert> alerts, CancellationToken ct)
    {
        var ids = alerts.Select(a => a.Id).ToList();
        var residentIds = alerts.Select(a => a.ResidentId).ToList();
        var siteCodes = alerts.Select(a => a.SiteCode).Distinct().ToList();
        var reports = (await db.Reports.AsNoTracking().Where(r => r.AlertId != null && ids.Contains(r.AlertId.Value)).ToListAsync(ct)).ToLookup(r => r.AlertId!.Value);
        var calls = (await db.AlertCalls.Where(c => ids.Contains(c.AlertId)).ToListAsync(ct)).ToLookup(c => c.AlertId);
        var residents = await db.Residents.AsNoTracking().Where(r => residentIds.Contains(r.ResidentId)).ToDictionaryAsync(r => r.ResidentId, ct);
        var names = await db.Sites.AsNoTracking().Where(s => siteCodes.Contains(s.Code)).ToDictionaryAsync(s => s.Code, s => s.Name, ct);
        return [.. alerts.Select(a => View(a, names.GetValueOrDefault(a.SiteCode), residents.GetValueOrDefault(a.ResidentId), reports[a.Id], calls[a.Id]))];
    }

    /// <summary>The alert as it is with this unit's commit.</summary>
    public static async Task<AlertView> ToViewAsync(this Unit<CareDbContext> unit, CareAlert alert, CancellationToken ct) =>
        (await unit.Db.ToViewsAsync([alert], ct))[0];

    private static AlertView View(
        CareAlert alert, string? siteName, ResidentContact? resident, IEnumerable<WelfareReport> reports, IEnumerable<AlertCall> calls) => new(
        alert.Id, alert.Status, alert.Cause, alert.Level, alert.SiteCode, siteName, alert.OrderId, alert.DeliveryId, alert.RaisedAt, alert.DueAt,
        alert.Step, alert.AtTop, alert.EscalatedAt is not null, alert.AcknowledgedAt, alert.AcknowledgedBy, alert.ClosedAt, alert.Outcome, alert.Note,
        Resident(alert, resident),
        [.. reports.OrderBy(r => r.At).Select(r => new AlertReport(r.At, r.Level, r.Codes, r.Note, r.Source))],
        [
            .. calls.Where(c => c.Round == alert.Round).OrderByDescending(c => c.Step).ThenBy(c => c.Position)
                .Select(c => new AlertCallView(c.Id, c.Step, c.Name, c.Relation, c.Phone, c.Result, c.CalledAt)),
        ],
        alert.Version);

    private static AlertResident Resident(CareAlert alert, ResidentContact? resident) => alert.Status == AlertStatus.Open
        ? new(alert.ResidentId, resident?.Name, resident?.Phone, resident?.AddressText, resident?.Contacts ?? [])
        : new(alert.ResidentId, resident?.Name, null, null, []);
}
