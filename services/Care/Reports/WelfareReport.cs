using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Reports;

/// <summary>关怀反馈: what somebody saw at the door.</summary>
internal sealed class WelfareReport
{
    public required Guid Id { get; init; }

    public required Guid DeliveryId { get; init; }

    public required Guid OrderId { get; init; }

    public required Guid ResidentId { get; init; }

    public required string SiteCode { get; init; }

    public required WelfareLevel Level { get; init; }

    public required IReadOnlyList<string> Codes { get; init; }

    public required string? Note { get; init; }

    /// <summary>Who reported: as in the message, or <see cref="WelfareReports.FromBag"/>.</summary>
    public required string Source { get; init; }

    public required Instant At { get; init; }

    /// <summary>The alert it raised or joined; null when all was well.</summary>
    public Guid? AlertId { get; set; }
}

internal sealed class WelfareReportMapping : IEntityTypeConfiguration<WelfareReport>
{
    public const int NoteLength = 500;

    public void Configure(EntityTypeBuilder<WelfareReport> builder)
    {
        builder.ToTable("reports");
        builder.Property(r => r.Id).ValueGeneratedNever();
        builder.Property(r => r.SiteCode).HasMaxLength(40);
        builder.Property(r => r.Level).HasConversion<string>().HasMaxLength(20);
        builder.Property(r => r.Codes).HasMaxLength(2000);
        builder.Property(r => r.Source).HasMaxLength(20);
        builder.HasIndex(r => r.AlertId);
        builder.HasIndex(r => r.DeliveryId);
        builder.HasIndex(r => new { r.ResidentId, r.At });
    }
}
