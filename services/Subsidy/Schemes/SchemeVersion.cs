using System.Text.Json;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes;

internal enum SchemeStatus { Draft, Active }

/// <summary>A version as it was saved. It is never edited: another version starts on a later date.</summary>
internal sealed class SchemeVersion
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Subdistrict { get; init; }

    public required LocalDate EffectiveFrom { get; init; }

    /// <summary>The scheme's JSON.</summary>
    public required string Definition { get; init; }

    public required Guid AuthorId { get; init; }

    public required Instant CreatedAt { get; init; }

    public SchemeStatus Status { get; private set; }

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
    };

    public Scheme ToScheme() => SchemeReader.Read(JsonSerializer.Deserialize<JsonElement>(Definition));

    public void Activate(Guid by, Instant now) => (Status, ActivatedBy, ActivatedAt) = (SchemeStatus.Active, by, now);
}

/// <summary>One row; another value with each activation, so that copies in memory notice.</summary>
internal sealed class SchemeBookRevision
{
    public int Id { get; init; } = 1;

    public Guid Revision { get; set; }
}

internal sealed class SchemeMapping : IEntityTypeConfiguration<SchemeVersion>, IEntityTypeConfiguration<SchemeBookRevision>
{
    public void Configure(EntityTypeBuilder<SchemeVersion> builder)
    {
        builder.ToTable("scheme_versions");
        builder.HasKey(s => new { s.Code, s.Version });
        builder.Property(s => s.Code).HasMaxLength(40);
        builder.Property(s => s.Version).ValueGeneratedNever();
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.Status).HasConversion<string>().HasMaxLength(10);
        builder.HasIndex(s => s.Subdistrict);
    }

    public void Configure(EntityTypeBuilder<SchemeBookRevision> builder)
    {
        builder.ToTable("scheme_book_revision");
        builder.Property(r => r.Id).ValueGeneratedNever();
    }
}
