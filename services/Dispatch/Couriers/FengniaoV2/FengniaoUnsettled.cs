using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>What no document of Fengniao settles: all of it stands here, so that a test with a live account can settle it.</summary>
internal static class FengniaoUnsettled
{
    /// <summary>Seconds that a token is kept when the answer names no end; integrators keep it for an hour.</summary>
    public const int TokenSeconds = 3600;

    /// <summary>The numbering of cancel codes changed over the years; 0 "other" needs a description and was never anything else.</summary>
    public const int CancelCodeOther = 0;

    /// <summary>The acknowledgement that the vendor's SDK gives; the accepted forms are not documented.</summary>
    public static readonly object Acknowledgement = new { code = 200, msg = "success", data = "" };

    /// <summary>
    /// The vendor's SDK prefixes the members of a place (<c>transport_name</c>), the published table does not (<c>name</c>): both are
    /// sent, and the one that nobody reads does no harm.
    /// </summary>
    public static Dictionary<string, object?> PlaceInBothSpellings(string prefix, Dictionary<string, object?> place, int positionSource) =>
        new(place.Concat(place.Select(member => KeyValuePair.Create($"{prefix}_{member.Key}", member.Value))))
        {
            ["position_source"] = positionSource,
        };

    /// <summary>The names in the rider-position answer are not documented, nor its datum: Gaode's is assumed.</summary>
    public static GeoPoint? RiderPosition(JsonElement data)
    {
        var lng = data.Number("longitude") ?? data.Number("carrier_driver_longitude") ?? data.Number("lng");
        var lat = data.Number("latitude") ?? data.Number("carrier_driver_latitude") ?? data.Number("lat");
        return lng is { } x && lat is { } y && Coordinates.IsOnEarth((double)y, (double)x)
            ? Coordinates.FromGcj02(new GeoPoint((double)y, (double)x))
            : null;
    }
}
