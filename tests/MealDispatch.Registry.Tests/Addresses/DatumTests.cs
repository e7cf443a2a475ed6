using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Registry.Addresses;

namespace MealDispatch.Registry.Tests.Addresses;

public sealed class DatumTests
{
    private const double Lat = 39.915;
    private const double Lng = 116.404;

    [Fact]
    public void Wgs84ToGcj02_OfTheReferencePoint_AgreesWithThePublishedResult() =>
        AssertNear(39.91640428150164, 116.41024449916938, Datums.Wgs84ToGcj02(Lat, Lng));

    [Fact]
    public void Bd09ToGcj02_OfTheReferencePoint_AgreesWithThePublishedResult() =>
        AssertNear(39.90865673957631, 116.39762729119315, Datums.Bd09ToGcj02(Lat, Lng));

    [Fact]
    public void Gcj02ToWgs84_OfTheReferencePoint_IsWithinHalfAMetreOfTheOneStepResult() =>
        Assert.InRange(Distance.Meters(Datums.ToWgs84(Lat, Lng, Datum.Gcj02), new GeoPoint(39.91359571849836, 116.39775550083061)), 0, 1);

    [Fact]
    public void Gcj02ToWgs84_AndBack_IsTheSamePoint()
    {
        var wgs = Datums.ToWgs84(31.25, 121.23, Datum.Gcj02);
        AssertNear(31.25, 121.23, Datums.Wgs84ToGcj02(wgs.Lat, wgs.Lng));
    }

    [Fact]
    public void Datums_MixedUp_AreHalfAKilometreOff() =>
        Assert.InRange(Distance.Meters(Datums.ToWgs84(Lat, Lng, Datum.Gcj02), Datums.ToWgs84(Lat, Lng, Datum.Wgs84)), 500, 600);

    private static void AssertNear(double lat, double lng, GeoPoint point)
    {
        Assert.Equal(lat, point.Lat, 7);
        Assert.Equal(lng, point.Lng, 7);
    }
}
