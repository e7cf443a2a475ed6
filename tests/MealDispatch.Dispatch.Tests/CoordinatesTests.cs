using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Reference results of wandergis/coordtransform for lng 116.404, lat 39.915.</summary>
public sealed class CoordinatesTests
{
    private static readonly GeoPoint Reference = new(Lat: 39.915, Lng: 116.404);

    [Fact]
    public void ToGcj02_ReferencePoint_GivesThePublishedResult() =>
        AssertAt(116.41024449916938, 39.91640428150164, Coordinates.ToGcj02(Reference));

    [Fact]
    public void FromGcj02_ReferencePoint_GivesThePublishedResult() =>
        AssertAt(116.39775550083061, 39.91359571849836, Coordinates.FromGcj02(Reference));

    [Fact]
    public void Gcj02ToBd09_ReferencePoint_GivesThePublishedResult() =>
        AssertAt(116.41036949371029, 39.92133699351021, Coordinates.Gcj02ToBd09(Reference));

    [Fact]
    public void Bd09ToGcj02_ReferencePoint_GivesThePublishedResult() =>
        AssertAt(116.39762729119315, 39.90865673957631, Coordinates.Bd09ToGcj02(Reference));

    [Theory]
    [InlineData(31.25, 121.23)]
    [InlineData(22.54, 114.06)]
    public void FromGcj02_OfToGcj02_IsTheSamePointWithinTwoMetres(double lat, double lng)
    {
        var point = new GeoPoint(lat, lng);
        Assert.InRange(Distance.Meters(point, Coordinates.FromGcj02(Coordinates.ToGcj02(point))), 0, 2);
    }

    [Fact]
    public void ToGcj02_OutsideChina_IsNotShifted()
    {
        var paris = new GeoPoint(Lat: 48.85, Lng: 2.35);
        Assert.Equal(paris, Coordinates.ToGcj02(paris));
    }

    [Fact]
    public void MetersBetween_TheTwoDatums_IsTheKnownShift() =>
        Assert.InRange(Distance.Meters(Reference, Coordinates.ToGcj02(Reference)), 545, 565);

    private static void AssertAt(double lng, double lat, GeoPoint point)
    {
        Assert.Equal(lng, point.Lng, tolerance: 1e-9);
        Assert.Equal(lat, point.Lat, tolerance: 1e-9);
    }
}
