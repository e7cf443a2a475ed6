using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Bags;

/// <summary>
/// The bag of one order: whose it is (from the kitchen) and where it is (from dispatch). The two arrive in any order; the bag
/// takes reports when both are known.
/// </summary>
internal sealed class Bag
{
    public static readonly Duration AfterDelivery = Duration.FromHours(2);

    /// <summary>A bag of which nothing more is heard takes reports no longer than this.</summary>
    public static readonly Duration AfterPickup = Duration.FromHours(12);

    public required Guid OrderId { get; init; }

    /// <summary>Null until the batch is closed, and for a meal that is not delivered.</summary>
    public string? CareTokenHash { get; set; }

    /// <summary>Null until the batch is closed.</summary>
    public Guid? ResidentId { get; set; }

    /// <summary>Null until the batch is closed.</summary>
    public string? SiteCode { get; set; }

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

internal sealed class BagMapping : IEntityTypeConfiguration<Bag>
{
    public void Configure(EntityTypeBuilder<Bag> builder)
    {
        builder.ToTable("bags");
        builder.HasKey(b => b.OrderId);
        builder.Property(b => b.OrderId).ValueGeneratedNever();
        builder.Property(b => b.CareTokenHash).HasMaxLength(64);
        builder.Property(b => b.SiteCode).HasMaxLength(40);
        builder.Property(b => b.RiderName).HasMaxLength(100);
        builder.Property(b => b.RiderPhone).HasMaxLength(40);
        builder.HasIndex(b => b.CareTokenHash).IsUnique().HasFilter("CareTokenHash IS NOT NULL");
    }
}
