using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Places;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>
/// What no document of Fengniao v3 settles: all of it stands here, so that a test with a live account can settle it. Return codes and
/// order states are taken to be those of v2.
/// </summary>
internal static class FengniaoV3Unsettled
{
    /// <summary>Seconds that a token is kept when the answer names no end.</summary>
    public const int TokenSeconds = 3600;

    public const string RiderPositionMethod = "getKnightInfo";

    /// <summary>When no list of reasons is given.</summary>
    public const int CancelCodeOther = 0;

    /// <summary>Published implementations contradict each other; this is the pattern of all other calls.</summary>
    public static Dictionary<string, string> RefreshSeed(string refreshToken) =>
        new() { ["grant_type"] = "refresh_token", ["refresh_token"] = refreshToken };

    /// <summary>A relay that runs in production answers so; the official form was not found.</summary>
    public static readonly object Acknowledgement = new { result = "OK" };

    public static bool TokenIsSpent(string code) => code is "40002" or "40004" or "401";

    /// <summary>What a callback is about: inside <c>param</c>, which may be text, or bare.</summary>
    public static JsonElement Inner(JsonElement businessData) => businessData.Structure("param") ?? businessData;

    public static long? FeeFen(JsonElement order) => order.Whole("order_actual_amount_cent") ?? order.Whole("order_total_amount_cent");

    /// <summary>
    /// The first of the services on offer that is to be had, as integrations take it; why one is not stands beside it. Its two numbers
    /// are given with the order where they came.
    /// </summary>
    public static QuoteOutcome QuoteOf(JsonElement data, CourierReply.Answered answer)
    {
        var offers = data.Structure("goods_infos") is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray().ToList() : [];
        foreach (var offer in offers)
            if (offer.Text("disable_reason") is not { Length: > 0 } && offer.Whole("actual_delivery_amount_cent") is > 0 and var fen)
                return new QuoteOutcome.Named(new Quote(fen, offer));
        var why = offers.Select(offer => offer.Text("disable_reason")).FirstOrDefault(reason => reason is { Length: > 0 });
        return why is null ? new QuoteOutcome.Unavailable(answer.Detail) : QuoteOutcome.OfRefusal(RefusalWords.Reason(why), answer with { Code = why });
    }

    public static JsonElement? BaseService(Quote? quote) => quote?.Said.Member("base_goods_id");

    public static JsonElement? Service(Quote? quote) => quote?.Said.Member("service_goods_id");

    /// <summary>"Other" if the list has it, or else its first entry.</summary>
    public static int CancelCode(JsonElement? reasons)
    {
        var list = reasons is { ValueKind: JsonValueKind.Array } bare ? bare : reasons?.Structure("cancel_reason_list");
        var entries = list is { ValueKind: JsonValueKind.Array } found ? found.EnumerateArray().ToList() : [];
        var other = entries.Where(entry => entry.Text("desc")?.Contains("其他", StringComparison.Ordinal) == true).Concat(entries).FirstOrDefault();
        return other.Whole("code") is >= 0 and <= int.MaxValue and var code ? (int)code : CancelCodeOther;
    }

    public static GeoPoint? RiderPosition(JsonElement data)
    {
        var lng = data.Number("carrier_driver_longitude") ?? data.Number("longitude") ?? data.Number("lng");
        var lat = data.Number("carrier_driver_latitude") ?? data.Number("latitude") ?? data.Number("lat");
        return lng is { } x && lat is { } y && Coordinates.IsOnEarth((double)y, (double)x)
            ? Coordinates.FromGcj02(new GeoPoint((double)y, (double)x))
            : null;
    }
}
