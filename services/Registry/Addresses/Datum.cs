using MealDispatch.Contracts;

namespace MealDispatch.Registry.Addresses;

/// <summary>Which earth a pair of degrees is meant on.</summary>
internal enum Datum
{
    /// <summary>Gaode, Tencent and every map made under China's rules.</summary>
    Gcj02,

    /// <summary>GPS; what messages carry.</summary>
    Wgs84,

    /// <summary>Baidu.</summary>
    Bd09,
}

/// <summary>Conversions to WGS-84. Mixing the datums up moves a door by half a kilometre.</summary>
internal static class Datums
{
    private const double SemiMajorAxis = 6378245.0;
    private const double EccentricitySquared = 0.00669342162296594323;
    private const double BaiduPi = Math.PI * 3000.0 / 180.0;

    public static GeoPoint ToWgs84(double lat, double lng, Datum datum) => datum switch
    {
        Datum.Wgs84 => new GeoPoint(lat, lng),
        Datum.Gcj02 => Gcj02ToWgs84(lat, lng),
        Datum.Bd09 => Bd09ToWgs84(lat, lng),
    };

    public static GeoPoint Wgs84ToGcj02(double lat, double lng)
    {
        if (IsOutside(lat, lng))
            return new GeoPoint(lat, lng);
        var (dLat, dLng) = Shift(lat, lng);
        return new GeoPoint(lat + dLat, lng + dLng);
    }

    public static GeoPoint Bd09ToGcj02(double lat, double lng)
    {
        var (x, y) = (lng - 0.0065, lat - 0.006);
        var z = Math.Sqrt((x * x) + (y * y)) - (0.00002 * Math.Sin(y * BaiduPi));
        var theta = Math.Atan2(y, x) - (0.000003 * Math.Cos(x * BaiduPi));
        return new GeoPoint(z * Math.Sin(theta), z * Math.Cos(theta));
    }

    /// <summary>Iterates: the one-step inverse is about 0.2 m off.</summary>
    private static GeoPoint Gcj02ToWgs84(double lat, double lng)
    {
        var guess = new GeoPoint(lat, lng);
        for (var step = 0; step < 3; step++)
        {
            var shifted = Wgs84ToGcj02(guess.Lat, guess.Lng);
            guess = new GeoPoint(guess.Lat + lat - shifted.Lat, guess.Lng + lng - shifted.Lng);
        }

        return guess;
    }

    private static GeoPoint Bd09ToWgs84(double lat, double lng)
    {
        var gcj = Bd09ToGcj02(lat, lng);
        return Gcj02ToWgs84(gcj.Lat, gcj.Lng);
    }

    private static bool IsOutside(double lat, double lng) => lng is < 73.66 or > 135.05 || lat is < 3.86 or > 53.55;

    private static (double Lat, double Lng) Shift(double lat, double lng)
    {
        var (x, y) = (lng - 105.0, lat - 35.0);
        var common = (20.0 * Math.Sin(6.0 * x * Math.PI)) + (20.0 * Math.Sin(2.0 * x * Math.PI));
        var dLat = -100.0 + (2.0 * x) + (3.0 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
            + (common * 2.0 / 3.0)
            + (((20.0 * Math.Sin(y * Math.PI)) + (40.0 * Math.Sin(y / 3.0 * Math.PI))) * 2.0 / 3.0)
            + (((160.0 * Math.Sin(y / 12.0 * Math.PI)) + (320.0 * Math.Sin(y * Math.PI / 30.0))) * 2.0 / 3.0);
        var dLng = 300.0 + x + (2.0 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
            + (common * 2.0 / 3.0)
            + (((20.0 * Math.Sin(x * Math.PI)) + (40.0 * Math.Sin(x / 3.0 * Math.PI))) * 2.0 / 3.0)
            + (((150.0 * Math.Sin(x / 12.0 * Math.PI)) + (300.0 * Math.Sin(x / 30.0 * Math.PI))) * 2.0 / 3.0);
        var latRadians = lat / 180.0 * Math.PI;
        var magic = 1 - (EccentricitySquared * Math.Sin(latRadians) * Math.Sin(latRadians));
        var root = Math.Sqrt(magic);
        return (
            dLat * 180.0 / (SemiMajorAxis * (1 - EccentricitySquared) / (magic * root) * Math.PI),
            dLng * 180.0 / (SemiMajorAxis / root * Math.Cos(latRadians) * Math.PI));
    }
}
