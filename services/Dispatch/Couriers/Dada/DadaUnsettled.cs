using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>What no document of Dada settles: all of it stands here, so that a test with a live account can settle it.</summary>
internal static class DadaUnsettled
{
    /// <summary>An order number that was used before; third parties report it.</summary>
    public const string Repeated = "2105";

    /// <summary>"Other" among the reasons of a cancel; needs a text.</summary>
    public const int CancelReasonOther = 10_000;

    /// <summary>Receivers answer so; the accepted forms are not documented.</summary>
    public static readonly object Acknowledgement = new { status = "ok" };

    /// <summary>The table of return codes was not found: the code is known from third parties, or the sentence must tell.</summary>
    public static bool MeansAbsent(CourierReply.Answered answer) => answer.Code is "2005" || RefusalWords.MeanAbsent(answer.Message);

    /// <summary>What an order at a quoted price refers to. How long it holds is said in a unit that was not found: the order's answer tells.</summary>
    public static string? DeliveryNo(JsonElement quote) => quote.Text("deliveryNo") is { Length: > 0 } number ? number : null;

    /// <summary>The code of a quote that is over was not found: whatever is no refusal of the delivery is taken for it.</summary>
    public static bool MeansQuoteIsOver(CourierReply.Answered answer) =>
        RefusalWords.MeanOver(answer.Message) || RefusalWords.Reason(answer.Message).IsOfTheAccount();

    /// <summary>A query's answer has names of its own in the SDKs that were read; a callback's would do as well.</summary>
    public static string? StatusOf(JsonElement order) => order.Text("statusCode") ?? order.Text("order_status") ?? order.Text("status");

    public static Rider? RiderOf(JsonElement order) =>
        Rider.From(order.Text("transporterName") ?? order.Text("dm_name"), order.Text("transporterPhone") ?? order.Text("dm_mobile"));

    /// <summary>The members of a position are not documented: the names of a query's answer and the short ones are tried. Gaode's datum.</summary>
    public static GeoPoint? RiderPosition(JsonElement result)
    {
        var entry = result.ValueKind == JsonValueKind.Array ? result.EnumerateArray().FirstOrDefault() : result;
        var lng = entry.Number("transporterLng") ?? entry.Number("lng");
        var lat = entry.Number("transporterLat") ?? entry.Number("lat");
        return lng is { } x && lat is { } y && Coordinates.IsOnEarth((double)y, (double)x)
            ? Coordinates.FromGcj02(new GeoPoint((double)y, (double)x))
            : null;
    }
}
