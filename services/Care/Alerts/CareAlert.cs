using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Care.Messages;
using MealDispatch.Care.Reports;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>
/// 关怀告警: a resident whom somebody must look after. It stands on a step of its ladder and climbs to the next one at
/// <see cref="DueAt"/> unless somebody took or closed it. A delivery has at most one open alert; later reports join it.
/// </summary>
internal sealed class CareAlert
{
    private CareAlert()
    {
    }

    public Guid Id { get; private init; }

    public CareAlertCause Cause { get; private init; }

    /// <summary>Null for a check that no delivery raised; likewise <see cref="OrderId"/>.</summary>
    public Guid? DeliveryId { get; private init; }

    public Guid? OrderId { get; private init; }

    public Guid ResidentId { get; private init; }

    /// <summary>What a check is about, unique for ever; null for alerts that a report raised.</summary>
    public string? CheckKey { get; private init; }

    public string SiteCode { get; private init; } = "";

    /// <summary>The gravest of its reports.</summary>
    public WelfareLevel Level { get; private set; }

    public AlertStatus Status { get; private set; }

    public Instant RaisedAt { get; private set; }

    /// <summary>When it climbs on; in the past once there is no step left.</summary>
    public Instant DueAt { get; private set; }

    /// <summary>Null until the first step began, and when no step has anybody to tell.</summary>
    public AlertStep? Step { get; private set; }

    /// <summary>Every time it starts from the bottom: a graver report begins a new round.</summary>
    public int Round { get; private set; }

    /// <summary>Everybody was told; there is no step left.</summary>
    public bool AtTop { get; private set; }

    /// <summary>Null until it left the first step of its round without anybody taking it.</summary>
    public Instant? EscalatedAt { get; private set; }

    /// <summary>Null until somebody takes it; null again when it climbs all the same, or a graver report joins.</summary>
    public Instant? AcknowledgedAt { get; private set; }

    public Guid? AcknowledgedBy { get; private set; }

    public Instant? ClosedAt { get; private set; }

    public Guid? ClosedBy { get; private set; }

    /// <summary>What came of it: a word of <see cref="AlertOutcome"/>, or the closer's own words; null while open.</summary>
    public string? Outcome { get; private set; }

    public string? Note { get; private set; }

    /// <summary>Lines of its record so far.</summary>
    public int Entries { get; private set; }

    public int Version { get; private set; } = 1;

    public static CareAlert Of(Guid id, WelfareReport report) => new()
    {
        Id = id,
        DeliveryId = report.DeliveryId,
        OrderId = report.OrderId,
        ResidentId = report.ResidentId,
        SiteCode = report.SiteCode,
        Level = report.Level,
        RaisedAt = report.At,
        DueAt = report.At,
    };

    /// <summary>A check that raises itself.</summary>
    public static CareAlert OfCheck(Guid id, CareAlertCause cause, Guid residentId, string siteCode, string key, Instant now) => new()
    {
        Id = id, Cause = cause, ResidentId = residentId, SiteCode = siteCode, CheckKey = key, Level = WelfareLevel.Concern, RaisedAt = now, DueAt = now,
    };

    /// <summary>Takes a report in; true when it is graver, and the ladder starts anew also when somebody had taken the milder one.</summary>
    public bool Join(WelfareReport report)
    {
        RaisedAt = Instant.Min(RaisedAt, report.At);
        Version++;
        if (report.Level <= Level)
            return false;
        Level = report.Level;
        return true;
    }

    /// <summary>Goes to the bottom of the ladder; the first step begins next.</summary>
    public void StartRound()
    {
        Round++;
        (Step, AtTop) = (null, false);
        (AcknowledgedAt, AcknowledgedBy, EscalatedAt) = (null, null, null);
        Version++;
    }

    /// <summary>Its time is up: nobody took it, or who took it did not close it.</summary>
    public bool IsDue(Instant now) => Status == AlertStatus.Open && !AtTop && now >= DueAt;

    /// <summary>Leaves the step it stands on.</summary>
    public void LeaveStep(Instant now)
    {
        EscalatedAt = now;
        (AcknowledgedAt, AcknowledgedBy) = (null, null);
        Version++;
    }

    public void Begin(AlertStep step, Instant until)
    {
        (Step, DueAt) = (step, until);
        Version++;
    }

    public void ReachTop(Instant now)
    {
        (AtTop, DueAt) = (true, now);
        Version++;
    }

    /// <summary>The first who takes it stays the one. Taken in time, it climbs again only when the taker lets it lie.</summary>
    public AlertClosed? Acknowledge(Instant now, Guid by, Duration taken)
    {
        if (ClosedAt is { } closedAt)
            return new AlertClosed(closedAt);
        if (AcknowledgedAt is not null)
            return null;
        (AcknowledgedAt, AcknowledgedBy) = (now, by);
        if (!AtTop)
            DueAt = now + taken;
        Write(now, EntryKind.Acknowledged, by: by);
        Version++;
        return null;
    }

    public AlertClosed? Close(Instant now, Guid by, string outcome, string? note)
    {
        if (ClosedAt is { } closedAt)
            return new AlertClosed(closedAt);
        (AcknowledgedAt, AcknowledgedBy) = (AcknowledgedAt ?? now, AcknowledgedBy ?? by);
        (ClosedAt, ClosedBy, Outcome, Note, Status) = (now, by, outcome, note, AlertStatus.Closed);
        Write(now, EntryKind.Closed, by: by, note: note is null ? outcome : $"{outcome}：{note}");
        Version++;
        return null;
    }

    /// <summary>Notes that somebody of the telephone list was called.</summary>
    public void WriteCall(Instant now, bool reached, AlertCall call, Guid by, string? note)
    {
        Write(now, reached ? EntryKind.Reached : EntryKind.NotReached, call.Step, call.Whom, by, note);
        Version++;
    }

    /// <summary>Notes what became of a message: by which channel, and what it says.</summary>
    public void WriteMessage(Instant now, EntryKind kind, Message message)
    {
        Write(now, kind, message.Step, message.Whom, note: $"{Json.Word(message.Channel)}: {message.Text}", person: message.PersonId);
        Version++;
    }

    /// <summary>Adds a line to its record.</summary>
    public void Write(Instant at, EntryKind kind, AlertStep? step = null, string? whom = null, Guid? by = null, string? note = null, Guid? person = null) =>
        Written.Add(new AlertEntry { AlertId = Id, Number = ++Entries, At = at, Kind = kind, Step = step ?? Step, Whom = whom, By = by, PersonId = person, Note = note });

    /// <summary>Lines that were written and are not stored yet.</summary>
    public List<AlertEntry> Written { get; } = [];
}

internal enum AlertStatus
{
    Open,
    Closed,
}

/// <summary>What can have come of an alert.</summary>
internal enum AlertOutcome
{
    Safe,
    WasOut,
    FamilyTookOver,
    Visited,
    EmergencyCalled,
    FalseAlarm,
    Other,
}
