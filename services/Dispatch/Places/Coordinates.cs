using MealDispatch.Contracts;

namespace MealDispatch.Dispatch.Places;

/// <summary>
/// The three datums of Chinese maps. We keep WGS-84; Gaode and Tencent use GCJ-02 (about 500 m off), Baidu BD-09 (about 900 m more).
/// </summary>
internal static class Coordinates
{
    private const double SemiMajorAxis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduPi = Math.PI * 3000.0 / 180.0;

    public static GeoPoint ToGcj02(GeoPoint wgs84) => IsOutsideChina(wgs84) ? wgs84 : Shifted(wgs84, +1);

    /// <summary>One step of the inverse; off by a metre or so.</summary>
    public static GeoPoint FromGcj02(GeoPoint gcj02) => IsOutsideChina(gcj02) ? gcj02 : Shifted(gcj02, -1);

    public static GeoPoint Gcj02ToBd09(GeoPoint gcj02)
    {
        var z = Math.Sqrt(gcj02.Lng * gcj02.Lng + gcj02.Lat * gcj02.Lat) + 0.00002 * Math.Sin(gcj02.Lat * BaiduPi);
        var theta = Math.Atan2(gcj02.Lat, gcj02.Lng) + 0.000003 * Math.Cos(gcj02.Lng * BaiduPi);
        return new GeoPoint(Lat: z * Math.Sin(theta) + 0.006, Lng: z * Math.Cos(theta) + 0.0065);
    }

    public static GeoPoint Bd09ToGcj02(GeoPoint bd09)
    {
        var x = bd09.Lng - 0.0065;
        var y = bd09.Lat - 0.006;
        var z = Math.Sqrt(x * x + y * y) - 0.00002 * Math.Sin(y * BaiduPi);
        var theta = Math.Atan2(y, x) - 0.000003 * Math.Cos(x * BaiduPi);
        return new GeoPoint(Lat: z * Math.Sin(theta), Lng: z * Math.Cos(theta));
    }

    public static bool IsOnEarth(double lat, double lng) => lat is >= -90 and <= 90 && lng is >= -180 and <= 180;

    // A coarse box; it also covers places where maps are not shifted, so near borders the provider decides.
    private static bool IsOutsideChina(GeoPoint p) => p.Lng is < 73.66 or > 135.05 || p.Lat is < 3.86 or > 53.55;

    private static GeoPoint Shifted(GeoPoint p, int direction)
    {
        var x = p.Lng - 105.0;
        var y = p.Lat - 35.0;
        var radLat = Radians(p.Lat);
        var magic = 1 - EccentricitySquared * Math.Sin(radLat) * Math.Sin(radLat);
        var dLat = ShiftLat(x, y) * 180.0 / (SemiMajorAxis * (1 - EccentricitySquared) / (magic * Math.Sqrt(magic)) * Math.PI);
        var dLng = ShiftLng(x, y) * 180.0 / (SemiMajorAxis / Math.Sqrt(magic) * Math.Cos(radLat) * Math.PI);
        return new GeoPoint(Lat: p.Lat + direction * dLat, Lng: p.Lng + direction * dLng);
    }

    private static double ShiftLat(double x, double y) =>
        -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * Math.Sqrt(Math.Abs(x))
        + Wave(x, 6, 20, 2, 20)
        + Wave(y, 1, 20, 1.0 / 3, 40)
        + (160.0 * Math.Sin(y / 12.0 * Math.PI) + 320.0 * Math.Sin(y * Math.PI / 30.0)) * 2.0 / 3.0;

    private static double ShiftLng(double x, double y) =>
        300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * Math.Sqrt(Math.Abs(x))
        + Wave(x, 6, 20, 2, 20)
        + Wave(x, 1, 20, 1.0 / 3, 40)
        + (150.0 * Math.Sin(x / 12.0 * Math.PI) + 300.0 * Math.Sin(x / 30.0 * Math.PI)) * 2.0 / 3.0;

    private static double Wave(double v, double f1, double a1, double f2, double a2) =>
        (a1 * Math.Sin(f1 * v * Math.PI) + a2 * Math.Sin(f2 * v * Math.PI)) * 2.0 / 3.0;

    private static double Radians(double degrees) => degrees / 180.0 * Math.PI;
}
