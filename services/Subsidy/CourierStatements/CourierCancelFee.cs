using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Subsidy.CourierStatements;

/// <summary>What a courier said that it keeps for an order that was taken back from it.</summary>
internal sealed class CourierCancelFee
{
    /// <summary>Our number of the submission to the courier.</summary>
    public required string AttemptCode { get; init; }

    public required Guid OrderId { get; init; }

    public required string Provider { get; init; }

    /// <summary>The courier's own number; null when it named none.</summary>
    public required string? ProviderReference { get; init; }

    public required long FeeFen { get; init; }

    public required Instant At { get; init; }
}

internal sealed class CourierCancelFeeMapping : IEntityTypeConfiguration<CourierCancelFee>
{
    public void Configure(EntityTypeBuilder<CourierCancelFee> builder)
    {
        builder.ToTable("courier_cancel_fees");
        builder.HasKey(f => f.AttemptCode);
        builder.Property(f => f.AttemptCode).HasMaxLength(40);
        builder.Property(f => f.Provider).HasMaxLength(40);
        builder.Property(f => f.ProviderReference).HasMaxLength(100);
        builder.HasIndex(f => f.OrderId);
    }
}
