using MealDispatch.Contracts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Meals;

/// <summary>
/// The meal of one order as Care knows it: whose it is (from ordering and kitchen), where it is (from dispatch), and its bag. They
/// arrive in any order; the bag takes reports when resident and delivery are known.
/// </summary>
internal sealed class Meal
{
    public static readonly Duration AfterDelivery = Duration.FromHours(2);

    /// <summary>A bag of which nothing more is heard takes reports no longer than this.</summary>
    public static readonly Duration AfterPickup = Duration.FromHours(12);

    public required Guid OrderId { get; init; }

    /// <summary>Null until the batch is closed, and for a meal that is not delivered.</summary>
    public string? CareTokenHash { get; set; }

    /// <summary>Null until ordering or the kitchen told; likewise what follows.</summary>
    public Guid? ResidentId { get; set; }

    public string? SiteCode { get; set; }

    public LocalDate? ServiceDate { get; set; }

    public MealPeriod? MealPeriod { get; set; }

    /// <summary>Null until the order was confirmed.</summary>
    public Instant? ConfirmedAt { get; set; }

    public Instant? CancelledAt { get; set; }

    /// <summary>Null until something is heard of the delivery.</summary>
    public Guid? DeliveryId { get; set; }

    /// <summary>Who carries it, for the telephone list; null until it was picked up, and when the courier does not say.</summary>
    public string? RiderName { get; set; }

    public string? RiderPhone { get; set; }

    public Instant? PickedUpAt { get; set; }

    /// <summary>Delivered, or failed after pickup; null while it is on its way.</summary>
    public Instant? EndedAt { get; set; }

    public bool TakesReports(Instant now)
    {
        if (DeliveryId is null || ResidentId is null || SiteCode is null || (PickedUpAt ?? EndedAt) is not { } from)
            return false;
        var until = EndedAt is { } ended ? ended + AfterDelivery : from + AfterPickup;
        return now >= from && now < until;
    }
}

internal sealed class MealMapping : IEntityTypeConfiguration<Meal>
{
    public void Configure(EntityTypeBuilder<Meal> builder)
    {
        builder.ToTable("meals");
        builder.HasKey(m => m.OrderId);
        builder.Property(m => m.OrderId).ValueGeneratedNever();
        builder.Property(m => m.CareTokenHash).HasMaxLength(64);
        builder.Property(m => m.SiteCode).HasMaxLength(40);
        builder.Property(m => m.MealPeriod).HasConversion<string>().HasMaxLength(20);
        builder.Property(m => m.RiderName).HasMaxLength(100);
        builder.Property(m => m.RiderPhone).HasMaxLength(40);
        builder.HasIndex(m => new { m.SiteCode, m.ServiceDate, m.MealPeriod });
        builder.HasIndex(m => new { m.ResidentId, m.ServiceDate });
        builder.HasIndex(m => m.CareTokenHash).IsUnique().HasFilter("CareTokenHash IS NOT NULL");
    }
}
