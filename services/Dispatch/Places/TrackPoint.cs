using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Dispatch.Places;

/// <summary>Where a delivery's rider was; WGS-84, business time.</summary>
internal sealed class TrackPoint
{
    public required Guid DeliveryId { get; init; }

    public required Instant At { get; init; }

    public required double Lat { get; init; }

    public required double Lng { get; init; }
}

internal sealed class TrackPointMapping : IEntityTypeConfiguration<TrackPoint>
{
    public void Configure(EntityTypeBuilder<TrackPoint> builder)
    {
        builder.ToTable("track_points");
        builder.HasKey(p => new { p.DeliveryId, p.At });
    }
}
