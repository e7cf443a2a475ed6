using MealDispatch.Dispatch.Couriers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Dispatch.Attempts;

internal sealed class AttemptMapping
    : IEntityTypeConfiguration<DeliveryAttempt>, IEntityTypeConfiguration<AttemptEvent>, IEntityTypeConfiguration<KeptCourierToken>
{
    public void Configure(EntityTypeBuilder<DeliveryAttempt> builder)
    {
        builder.ToTable("delivery_attempts");
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Provider).HasMaxLength(40);
        builder.Property(a => a.Code).HasMaxLength(32);
        builder.Property(a => a.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(a => a.ProviderRef).HasMaxLength(100);
        builder.Property(a => a.RiderName).HasMaxLength(100);
        builder.Property(a => a.RiderPhone).HasMaxLength(64);
        builder.Property(a => a.Failure).HasConversion<string>().HasMaxLength(30);
        builder.Property(a => a.RawCode).HasMaxLength(200);
        builder.Property(a => a.HeldReport).HasMaxLength(2000);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.Code).IsUnique();
        builder.HasIndex(a => new { a.DeliveryId, a.Number }).IsUnique();
        builder.HasIndex(a => a.DeliveryId, "at_most_one_live_attempt").IsUnique().HasFilter("Live = 1");
        builder.HasIndex(a => new { a.Live, a.NextCallAt });
        builder.HasIndex(a => a.RiderPersonId);
    }

    public void Configure(EntityTypeBuilder<AttemptEvent> builder)
    {
        builder.ToTable("attempt_events");
        builder.Property(e => e.Id).ValueGeneratedNever();
        builder.Property(e => e.Provider).HasMaxLength(40);
        builder.Property(e => e.Source).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.Verdict).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.State).HasConversion<string>().HasMaxLength(20);
        builder.Property(e => e.RawCode).HasMaxLength(200);
        builder.Property(e => e.DedupeKey).HasMaxLength(200);
        builder.Property(e => e.Raw).HasMaxLength(4000);
        builder.HasIndex(e => new { e.Provider, e.DedupeKey }).IsUnique();
        builder.HasIndex(e => e.AttemptId);
    }

    public void Configure(EntityTypeBuilder<KeptCourierToken> builder)
    {
        builder.ToTable("courier_tokens");
        builder.Property(t => t.Id).ValueGeneratedNever();
        builder.Property(t => t.Provider).HasMaxLength(40);
        builder.Property(t => t.Value).HasMaxLength(500);
        builder.Property(t => t.Refresh).HasMaxLength(500);
        builder.HasIndex(t => new { t.Provider, t.FetchedAt });
    }
}
