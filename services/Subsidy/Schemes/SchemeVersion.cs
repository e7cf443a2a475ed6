using System.Text.Json;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>A refused or withdrawn version decides nothing more; it stays to be read.</summary>
internal enum SchemeStatus { Draft, Active, Refused, Withdrawn }

internal enum SchemeAction { Drafted, Replaced, Activated, Refused, Withdrawn }

/// <summary>A version: replaced as often as wished while it is a draft, never edited once it is active.</summary>
internal sealed class SchemeVersion
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Subdistrict { get; init; }

    public required LocalDate EffectiveFrom { get; set; }

    /// <summary>The scheme's JSON.</summary>
    public required string Definition { get; set; }

    /// <summary>Who wrote the draft last: somebody else activates it.</summary>
    public required Guid AuthorId { get; set; }

    public required Instant CreatedAt { get; init; }

    public SchemeStatus Status { get; private set; }

    /// <summary>Counts what was done to it, from 1: an officer activates what they have seen.</summary>
    public int Revision { get; private set; } = 1;

    public List<SchemeEvent> History { get; init; } = [];

    /// <summary>A draft, or active: it counts where versions and schemes are compared.</summary>
    public bool IsStanding => Status is SchemeStatus.Draft or SchemeStatus.Active;

    /// <summary>Null while it is a draft.</summary>
    public Guid? ActivatedBy { get; private set; }

    /// <summary>Null while it is a draft.</summary>
    public Instant? ActivatedAt { get; private set; }

    public static SchemeVersion Draft(Scheme scheme, Guid authorId, Instant now) => new()
    {
        Code = scheme.Code,
        Version = scheme.Version,
        Subdistrict = scheme.Subdistrict,
        EffectiveFrom = scheme.EffectiveFrom,
        Definition = JsonSerializer.Serialize(scheme, EngineJson.Options),
        AuthorId = authorId,
        CreatedAt = now,
        History = [new SchemeEvent { Code = scheme.Code, Version = scheme.Version, Number = 1, Action = SchemeAction.Drafted, By = authorId, At = now, Note = null }],
    };

    public Scheme ToScheme() => SchemeReader.Read(JsonSerializer.Deserialize<JsonElement>(Definition));

    public void Replace(Scheme scheme, Guid by, Instant now)
    {
        EffectiveFrom = scheme.EffectiveFrom;
        Definition = JsonSerializer.Serialize(scheme with { Version = Version }, EngineJson.Options);
        AuthorId = by;
        Note(SchemeAction.Replaced, by, now, null);
    }

    public void Activate(Guid by, Instant now)
    {
        (Status, ActivatedBy, ActivatedAt) = (SchemeStatus.Active, by, now);
        Note(SchemeAction.Activated, by, now, null);
    }

    public void Refuse(Guid by, string reason, Instant now)
    {
        Status = SchemeStatus.Refused;
        Note(SchemeAction.Refused, by, now, reason);
    }

    public void Withdraw(Guid by, string reason, Instant now)
    {
        Status = SchemeStatus.Withdrawn;
        Note(SchemeAction.Withdrawn, by, now, reason);
    }

    private void Note(SchemeAction action, Guid by, Instant now, string? note)
    {
        Revision++;
        History.Add(new SchemeEvent { Code = Code, Version = Version, Number = Revision, Action = action, By = by, At = now, Note = note });
    }
}

/// <summary>Who did what to a version, and why.</summary>
internal sealed class SchemeEvent
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    /// <summary>The version's revision that it made.</summary>
    public required int Number { get; init; }

    public required SchemeAction Action { get; init; }

    public required Guid By { get; init; }

    public required Instant At { get; init; }

    /// <summary>The reason of a refusal or withdrawal.</summary>
    public required string? Note { get; init; }
}

/// <summary>One row; another value with each activation, so that copies in memory notice.</summary>
internal sealed class SchemeBookRevision
{
    public int Id { get; init; } = 1;

    public Guid Revision { get; set; }
}

internal sealed class SchemeMapping : IEntityTypeConfiguration<SchemeVersion>, IEntityTypeConfiguration<SchemeEvent>, IEntityTypeConfiguration<SchemeBookRevision>
{
    public void Configure(EntityTypeBuilder<SchemeVersion> builder)
    {
        builder.ToTable("scheme_versions");
        builder.HasKey(s => new { s.Code, s.Version });
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Version).ValueGeneratedNever();
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Status).HasConversion<string>().HasMaxLength(10);
        builder.Property(s => s.Revision).IsConcurrencyToken();
        builder.Ignore(s => s.IsStanding);
        builder.HasIndex(s => s.Subdistrict);
        builder.HasMany(s => s.History).WithOne().HasForeignKey(e => new { e.Code, e.Version }).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<SchemeEvent> builder)
    {
        builder.ToTable("scheme_events");
        builder.HasKey(e => new { e.Code, e.Version, e.Number });
        builder.Property(e => e.Code).HasMaxLength(40);
        builder.Property(e => e.Version).ValueGeneratedNever();
        builder.Property(e => e.Number).ValueGeneratedNever();
        builder.Property(e => e.Action).HasConversion<string>().HasMaxLength(10);
        builder.Property(e => e.Note).HasMaxLength(500);
    }

    public void Configure(EntityTypeBuilder<SchemeBookRevision> builder)
    {
        builder.ToTable("scheme_book_revision");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
