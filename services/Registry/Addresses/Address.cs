using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;

namespace MealDispatch.Registry.Addresses;

/// <summary>An address as it was given; degrees and datum are all there or all null.</summary>
internal sealed record Address(string Text, string? Building, string? Room, double? Lat, double? Lng, Datum? Datum)
{
    /// <summary>WGS-84; null without coordinates.</summary>
    public GeoPoint? Point => Lat is { } lat && Lng is { } lng && Datum is { } datum ? Datums.ToWgs84(lat, lng, datum) : null;
}

/// <summary>An address in a request.</summary>
internal sealed record AddressForm(string? Text, string? Building, string? Room, double? Lat, double? Lng, Datum? Datum)
{
    public static Address Read(Check check, string field, AddressForm? form)
    {
        if (form is null)
        {
            check.Fail(field, "is required");
            return new Address("", null, null, null, null, null);
        }

        var text = check.Text($"{field}.text", form.Text, 200);
        var building = check.OptionalText($"{field}.building", form.Building, 60);
        var room = check.OptionalText($"{field}.room", form.Room, 60);
        if (form.Lat is null && form.Lng is null)
            return new Address(text, building, room, null, null, null);
        var lat = check.Range($"{field}.lat", form.Lat, -85, 85);
        var lng = check.Range($"{field}.lng", form.Lng, -180, 180);
        var datum = check.Required($"{field}.datum", form.Datum);
        check.That(Enum.IsDefined(datum), $"{field}.datum", "is not a datum");
        return new Address(text, building, room, lat, lng, datum);
    }
}
