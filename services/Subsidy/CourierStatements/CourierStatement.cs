using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>How a courier's statement says that an order ended.</summary>
internal enum BilledState { Delivered, Failed, Cancelled }

/// <summary>
/// What a courier bills a site for a month. Of several the newest counts; the earlier ones stay, with who brought them, so that nobody
/// can lose one that does not suit. Nothing of one is ever changed but <see cref="ReplacedAt"/>.
/// </summary>
internal sealed class CourierStatement
{
    public required Guid Id { get; init; }

    /// <summary>The site's.</summary>
    public required string Subdistrict { get; init; }

    /// <summary>Where the courier took the meals.</summary>
    public required string SiteCode { get; init; }

    /// <summary>The company, as <see cref="CourierNames"/> has it.</summary>
    public required string Courier { get; init; }

    /// <summary>Of its lines' times: 202507.</summary>
    public required int Month { get; init; }

    /// <summary>SHA-256 over what its lines say: the same table twice is one statement.</summary>
    public required string ContentHash { get; init; }

    public required Guid UploadedBy { get; init; }

    public required Instant UploadedAt { get; init; }

    /// <summary>Null for the one that counts.</summary>
    public Instant? ReplacedAt { get; init; }

    public List<CourierStatementLine> Lines { get; init; } = [];
}

/// <summary>One order on a courier's statement.</summary>
internal sealed class CourierStatementLine
{
    public required Guid StatementId { get; init; }

    /// <summary>Its place on the statement, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>The courier's own number; null when it gives only ours. One of the two is there.</summary>
    public required string? CourierNumber { get; init; }

    /// <summary>Our number, of the submission or of the order; null when the courier does not give it.</summary>
    public required string? OurNumber { get; init; }

    public required Instant At { get; init; }

    /// <summary>The day of it in the town.</summary>
    public required LocalDate On { get; init; }

    public required BilledState State { get; init; }

    public required long FeeFen { get; init; }
}

internal sealed class CourierStatementMapping : IEntityTypeConfiguration<CourierStatement>, IEntityTypeConfiguration<CourierStatementLine>
{
    public void Configure(EntityTypeBuilder<CourierStatement> builder)
    {
        builder.ToTable("courier_statements");
        builder.Property(s => s.Id).ValueGeneratedNever();
        builder.Property(s => s.Subdistrict).HasMaxLength(40);
        builder.Property(s => s.SiteCode).HasMaxLength(40);
        builder.Property(s => s.Courier).HasMaxLength(40);
        builder.Property(s => s.ContentHash).HasMaxLength(64);
        builder.HasIndex(s => new { s.SiteCode, s.Month, s.Courier }).IsUnique().HasFilter("ReplacedAt IS NULL");
        builder.HasIndex(s => new { s.Subdistrict, s.Month });
        builder.HasMany(s => s.Lines).WithOne().HasForeignKey(l => l.StatementId).OnDelete(DeleteBehavior.Restrict);
    }

    public void Configure(EntityTypeBuilder<CourierStatementLine> builder)
    {
        builder.ToTable("courier_statement_lines");
        builder.HasKey(l => new { l.StatementId, l.Number });
        builder.Property(l => l.Number).ValueGeneratedNever();
        builder.Property(l => l.CourierNumber).HasMaxLength(100);
        builder.Property(l => l.OurNumber).HasMaxLength(100);
        builder.Property(l => l.State).HasConversion<string>().HasMaxLength(10);
    }
}
