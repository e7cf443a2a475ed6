using MealDispatch.Care.Alerts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Messages;

/// <summary>How a message reaches somebody.</summary>
internal enum MessageChannel
{
    InApp,
    Sms,
    WeChat,
}

internal enum MessageKind
{
    OrderConfirmed,
    OrderCancelled,
    OrderRefunded,
    MealAccountToppedUp,
    MealPickedUp,
    RiderAtDoor,
    MealDelivered,
    DeliveryFailed,

    /// <summary>A resident must be looked after: to the resident and family.</summary>
    WelfareAlert,

    /// <summary>Somebody has looked after them.</summary>
    WelfareClosed,

    /// <summary>An alert reached a step: to those on duty.</summary>
    Duty,

    /// <summary>A meal on its way needs somebody: to the staff of its site.</summary>
    DeliveryAlarm,
}

internal enum MessageStatus
{
    /// <summary>Lies in the inbox.</summary>
    Shown,
    Queued,
    Sent,

    /// <summary>Nobody would take it; an alarm until somebody saw it.</summary>
    GivenUp,

    /// <summary>What it says is no news any more.</summary>
    TooLate,
}

/// <summary>
/// One message to one person by one channel. Its id comes from the event, the channel and the address: however often the event
/// comes, and by whatever way the same phone is known, the database takes it once.
/// </summary>
internal sealed class Message
{
    public required Guid Id { get; init; }

    public required MessageChannel Channel { get; init; }

    public required MessageKind Kind { get; init; }

    /// <summary>Null for those who have no account: emergency contacts, stewards.</summary>
    public required Guid? PersonId { get; init; }

    /// <summary>Phone number or WeChat id; null in the app.</summary>
    public required string? Address { get; init; }

    /// <summary>Who it is for, without number: for the record.</summary>
    public required string Whom { get; init; }

    /// <summary>Null while nobody knows whose quiet hours hold.</summary>
    public required string? Subdistrict { get; init; }

    /// <summary>When what it tells happened.</summary>
    public required Instant At { get; init; }

    public required string Text { get; init; }

    public required string TextEn { get; init; }

    /// <summary>The page that shows more; null when there is none.</summary>
    public required string? Link { get; init; }

    public required Guid? AlertId { get; init; }

    /// <summary>The alert's step that told it; null for other messages, and when the alert was closed.</summary>
    public required AlertStep? Step { get; init; }

    /// <summary>Goes out in quiet hours too: urgent, or to somebody on duty.</summary>
    public required bool PassesQuiet { get; init; }

    /// <summary>After that it is not sent any more.</summary>
    public required Instant ExpiresAt { get; init; }

    public MessageStatus Status { get; private set; }

    public Instant? ReadAt { get; private set; }

    /// <summary>Not before then; moved on in quiet hours.</summary>
    public Instant HeldUntil { get; private set; }

    public int Attempts { get; private set; }

    /// <summary>Real time; while one is under way it lies in the future, so that nobody else takes it.</summary>
    public DateTime NextAttemptAt { get; private set; }

    /// <summary>When the channel took it, or it was given up.</summary>
    public Instant? EndedAt { get; private set; }

    public string? Error { get; private set; }

    /// <summary>Null until somebody saw that it was given up.</summary>
    public Instant? AlarmSeenAt { get; private set; }

    public int Version { get; private set; } = 1;

    public void Queue() => (Status, HeldUntil) = (MessageStatus.Queued, At);

    public void Read(Instant now) => ReadAt ??= now;

    public void HoldUntil(Instant until) => (HeldUntil, Version) = (until, Version + 1);

    public void Claim(DateTime nextAttemptAt) => (Attempts, NextAttemptAt, Version) = (Attempts + 1, nextAttemptAt, Version + 1);

    public void End(MessageStatus status, Instant now, string? error = null) => (Status, EndedAt, Error, Version) = (status, now, error, Version + 1);

    public void NoteError(string error) => (Error, Version) = (error, Version + 1);

    public void SeeAlarm(Instant now) => AlarmSeenAt ??= now;
}

internal sealed class MessageMapping : IEntityTypeConfiguration<Message>
{
    public const int ErrorLength = 200;

    public void Configure(EntityTypeBuilder<Message> builder)
    {
        builder.ToTable("messages");
        builder.Property(m => m.Id).ValueGeneratedNever();
        builder.Property(m => m.Channel).HasConversion<string>().HasMaxLength(10);
        builder.Property(m => m.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(m => m.Step).HasConversion<string>().HasMaxLength(20);
        builder.Property(m => m.Status).HasConversion<string>().HasMaxLength(10);
        builder.Property(m => m.Address).HasMaxLength(100);
        builder.Property(m => m.Whom).HasMaxLength(300);
        builder.Property(m => m.Subdistrict).HasMaxLength(40);
        builder.Property(m => m.Text).HasMaxLength(500);
        builder.Property(m => m.TextEn).HasMaxLength(500);
        builder.Property(m => m.Link).HasMaxLength(100);
        builder.Property(m => m.Error).HasMaxLength(ErrorLength);
        builder.Property(m => m.Version).IsConcurrencyToken();
        builder.HasIndex(m => new { m.PersonId, m.Channel, m.At, m.Id });
        builder.HasIndex(m => new { m.Status, m.NextAttemptAt });
        builder.HasIndex(m => m.AlertId);
    }
}
