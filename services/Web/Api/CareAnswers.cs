using NodaTime;

namespace MealDispatch.Web.Api;

internal sealed record InboxMessage(Guid Id, string Kind, Instant At, string Text, string TextEn, string? Link, Instant? ReadAt);

internal sealed record UnreadCount(int Count);

internal sealed record MessageChoices(IReadOnlyList<MessageChoice> Items);

internal sealed record MessageChoice(string Channel, string Kind, bool On, bool CanBeOff, bool Connected);

internal sealed record DemoMessages(IReadOnlyList<DemoMessage> Items);

internal sealed record DemoMessage(Guid Id, string Channel, string Address, string Kind, string Text, Instant At);

internal sealed record Alert(
    Guid Id, string Status, string Cause, string Level, string SiteCode, string? SiteName, Guid? OrderId, Instant RaisedAt, Instant DueAt, string? Step, bool AtTop,
    bool Escalated, Instant? AcknowledgedAt, Guid? AcknowledgedBy, Instant? ClosedAt, string? Outcome, string? Note, AlertResident Resident,
    IReadOnlyList<AlertReport> Reports, IReadOnlyList<AlertCall> Calls);

internal sealed record AlertResident(string? Name, string? Phone, string? Address, IReadOnlyList<Contact> Contacts);

internal sealed record Contact(string Name, string Phone, string Relation);

internal sealed record AlertReport(Instant At, string Level, IReadOnlyList<string> Codes, string? Note, string Source);

internal sealed record AlertCall(Guid Id, string Step, string Name, string? Relation, string? Phone, string Result, Instant? CalledAt);

internal sealed record AlertWithRecord(Alert Alert, IReadOnlyList<AlertEntry> Record);

internal sealed record AlertEntry(Instant At, string Kind, string? Step, string? Whom, Guid? By, Guid? PersonId, string? Note);

internal sealed record MessageAlarm(Guid Id, string Channel, string Kind, string Whom, Instant At, int Attempts, string? Error, Guid? AlertId);

internal sealed record CareSettings(CareRules Rules, int Version);

internal sealed record CareChange(int Version, Instant At, Guid By, CareRules Before, CareRules After);

internal sealed record CareRules(
    Ladder Concern, Ladder Urgent, IReadOnlyList<DutyPhone> DutyPhones, CareQuiet Quiet, RepeatedNoAnswer RepeatedNoAnswer, MissedMeal MissedMeal);

internal sealed record Ladder(IReadOnlyList<Rung> Rungs, int TakenMinutes);

internal sealed record Rung(string Step, int Minutes);

internal sealed record DutyPhone(string Step, string? Community, string Name, string Phone);

internal sealed record CareQuiet(LocalTime From, LocalTime To);

internal sealed record RepeatedNoAnswer(bool Enabled, int Times, int Days);

internal sealed record MissedMeal(bool Enabled, int AtLeast, int OfLast);
