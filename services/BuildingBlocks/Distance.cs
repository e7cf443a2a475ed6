using MealDispatch.Contracts;

namespace MealDispatch.BuildingBlocks;

/// <summary>Metres between two points of one datum along a great circle (haversine, mean earth radius).</summary>
public static class Distance
{
    private const double EarthRadiusMeters = 6_371_008.8;

    public static double Meters(GeoPoint from, GeoPoint to)
    {
        var (lat1, lat2) = (double.DegreesToRadians(from.Lat), double.DegreesToRadians(to.Lat));
        var halfLat = Math.Sin((lat2 - lat1) / 2);
        var halfLng = Math.Sin(double.DegreesToRadians(to.Lng - from.Lng) / 2);
        var chord = (halfLat * halfLat) + (Math.Cos(lat1) * Math.Cos(lat2) * halfLng * halfLng);
        return 2 * EarthRadiusMeters * Math.Asin(Math.Min(1, Math.Sqrt(chord)));
    }
}
