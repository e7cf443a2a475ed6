using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>One line of an alert's record: who did or was told what, when. Lines are only added.</summary>
internal sealed class AlertEntry
{
    public required Guid AlertId { get; init; }

    /// <summary>Counts from 1 in an alert: two machines that climb at once write the same line, and one of them loses.</summary>
    public required int Number { get; init; }

    public required Instant At { get; init; }

    public required EntryKind Kind { get; init; }

    /// <summary>The step it stood on; null before the first.</summary>
    public required AlertStep? Step { get; init; }

    /// <summary>Who was called or told, by name and relation, never by number; null when nobody was.</summary>
    public required string? Whom { get; init; }

    /// <summary>The person on duty who did it; null when it happened by itself.</summary>
    public required Guid? By { get; init; }

    /// <summary>Who was told, when they have an account; null for everybody else.</summary>
    public required Guid? PersonId { get; init; }

    public required string? Note { get; init; }
}

internal enum EntryKind
{
    Raised,
    ReportJoined,
    StepBegun,

    /// <summary>Nobody is known for that step: it is passed over at once.</summary>
    NobodyThere,

    /// <summary>Who took the alert did not close it in time.</summary>
    LeftLying,
    Acknowledged,

    /// <summary>A message lies in somebody's inbox, or their channel took it.</summary>
    Told,

    /// <summary>A message was given up, or came too late to be sent.</summary>
    NotTold,
    Reached,
    NotReached,

    /// <summary>There is no step left.</summary>
    AtTop,
    Closed,
}

/// <summary>An entry of the telephone list: somebody to call at a step.</summary>
internal sealed class AlertCall
{
    public required Guid Id { get; init; }

    public required Guid AlertId { get; init; }

    public required int Round { get; init; }

    public required AlertStep Step { get; init; }

    /// <summary>Its place within the step.</summary>
    public required int Position { get; init; }

    public required string Name { get; init; }

    public required string? Relation { get; init; }

    /// <summary>Null once the alert is closed: a number is kept no longer than it is needed.</summary>
    public required string? Phone { get; set; }

    public CallResult Result { get; private set; }

    /// <summary>Null until somebody called; the last try counts.</summary>
    public Instant? CalledAt { get; private set; }

    public string Whom => Relation is null ? Name : $"{Relation} {Name}";

    public void Note(CallResult result, Instant now) => (Result, CalledAt) = (result, now);
}

internal enum CallResult
{
    Open,
    Reached,
    NotReached,
}

internal sealed class AlertRecordMapping : IEntityTypeConfiguration<AlertEntry>, IEntityTypeConfiguration<AlertCall>
{
    public const int NoteLength = 1300;
    public const int WhomLength = 120;

    public void Configure(EntityTypeBuilder<AlertEntry> builder)
    {
        builder.ToTable("alert_entries");
        builder.HasKey(e => new { e.AlertId, e.Number });
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Step).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Whom).HasMaxLength(WhomLength);
        builder.Property(e => e.Note).HasMaxLength(NoteLength);
    }

    public void Configure(EntityTypeBuilder<AlertCall> builder)
    {
        builder.ToTable("alert_calls");
        builder.Property(c => c.Id).ValueGeneratedNever();
        builder.Property(c => c.Step).HasConversion<string>().HasMaxLength(20);
        builder.Property(c => c.Name).HasMaxLength(100);
        builder.Property(c => c.Relation).HasMaxLength(50);
        builder.Property(c => c.Phone).HasMaxLength(40);
        builder.Property(c => c.Result).HasConversion<string>().HasMaxLength(20);
        builder.Ignore(c => c.Whom);
        builder.HasIndex(c => c.AlertId);
    }
}
