using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Care.Alerts;

internal sealed class AlertMapping : IEntityTypeConfiguration<CareAlert>
{
    public const int OutcomeLength = 200;
    public const int NoteLength = 1000;

    public void Configure(EntityTypeBuilder<CareAlert> builder)
    {
        builder.ToTable("alerts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Cause).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.SiteCode).HasMaxLength(40);
        builder.Property(a => a.Level).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Status).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Step).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.Outcome).HasMaxLength(OutcomeLength);
        builder.Property(a => a.Note).HasMaxLength(NoteLength);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.Ignore(a => a.Written);
        builder.HasIndex(a => a.DeliveryId).IsUnique().HasFilter($"Status = '{nameof(AlertStatus.Open)}' AND DeliveryId IS NOT NULL");
        builder.Property(a => a.CheckKey).HasMaxLength(100);
        builder.HasIndex(a => a.CheckKey).IsUnique().HasFilter("CheckKey IS NOT NULL");
        builder.HasIndex(a => new { a.ResidentId, a.Status });
        builder.HasIndex(a => new { a.Status, a.DueAt, a.Id });
    }
}
