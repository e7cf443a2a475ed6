using MealDispatch.Care.Reports;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>
/// 关怀告警: what must be followed up after a delivery. A delivery has at most one open alert; later reports join it. Somebody
/// must take it before <see cref="DueAt"/>, or it is escalated.
/// </summary>
internal sealed class CareAlert
{
    private CareAlert()
    {
    }

    public Guid Id { get; private init; }

    public Guid DeliveryId { get; private init; }

    public Guid OrderId { get; private init; }

    public Guid ResidentId { get; private init; }

    public string SiteCode { get; private init; } = "";

    /// <summary>The gravest of its reports.</summary>
    public WelfareLevel Level { get; private set; }

    public AlertStatus Status { get; private set; }

    public Instant RaisedAt { get; private set; }

    /// <summary>The earliest that any of its reports allows.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>Null until the clock ran out without anybody taking it.</summary>
    public Instant? EscalatedAt { get; private set; }

    /// <summary>Null until somebody takes it; null again when a graver report joins.</summary>
    public Instant? AcknowledgedAt { get; private set; }

    public Guid? AcknowledgedBy { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public Guid? ClosedBy { get; private set; }

    /// <summary>What came of it, in the closer's words; null while open.</summary>
    public string? Outcome { get; private set; }

    public string? Note { get; private set; }

    public int Version { get; private set; } = 1;

    public static CareAlert Raise(Guid id, WelfareReport report) => new()
    {
        Id = id,
        DeliveryId = report.DeliveryId,
        OrderId = report.OrderId,
        ResidentId = report.ResidentId,
        SiteCode = report.SiteCode,
        Level = report.Level,
        RaisedAt = report.At,
        DueAt = AlertClock.DueAt(report.Level, report.At),
    };

    /// <summary>A graver report asks for attention anew, also when somebody had taken the milder one.</summary>
    public void Join(WelfareReport report)
    {
        if (report.Level > Level)
        {
            Level = report.Level;
            (AcknowledgedAt, AcknowledgedBy, EscalatedAt) = (null, null, null);
        }

        RaisedAt = Instant.Min(RaisedAt, report.At);
        DueAt = Instant.Min(DueAt, AlertClock.DueAt(report.Level, report.At));
        Version++;
    }

    /// <summary>The first who takes it stays the one.</summary>
    public AlertClosed? Acknowledge(Instant now, Guid by)
    {
        if (ClosedAt is { } closedAt)
            return new AlertClosed(closedAt);
        if (AcknowledgedAt is null)
        {
            (AcknowledgedAt, AcknowledgedBy) = (now, by);
            Version++;
        }

        return null;
    }

    public AlertClosed? Close(Instant now, Guid by, string outcome, string? note)
    {
        if (ClosedAt is { } closedAt)
            return new AlertClosed(closedAt);
        (AcknowledgedAt, AcknowledgedBy) = (AcknowledgedAt ?? now, AcknowledgedBy ?? by);
        (ClosedAt, ClosedBy, Outcome, Note, Status) = (now, by, outcome, note, AlertStatus.Closed);
        Version++;
        return null;
    }

    /// <summary>Marks it when its clock ran out and nobody has taken it; harmless to repeat.</summary>
    public void Escalate(Instant now)
    {
        if (Status == AlertStatus.Open && AcknowledgedAt is null && EscalatedAt is null && now >= DueAt)
        {
            EscalatedAt = now;
            Version++;
        }
    }
}

internal enum AlertStatus
{
    Open,
    Closed,
}
