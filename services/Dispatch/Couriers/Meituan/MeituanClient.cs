using System.Globalization;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.Meituan;

/// <summary>Signs, sends and reads one call of Meituan.</summary>
internal sealed class MeituanClient(MeituanOptions options, CourierHttp http, TimeProvider time)
{
    private const string TooManyCalls = "11";

    public Task<CourierReply> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> payload, CancellationToken ct)
    {
        var members = new Dictionary<string, string>(payload)
        {
            ["appkey"] = options.AppKey,
            // Seconds: a server whose clock differs by ten minutes refuses.
            ["timestamp"] = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["version"] = "1.0",
        };
        members["sign"] = MeituanSignatures.Of(options.Secret, members);
        return http.SendAsync(
            new HttpRequestMessage(HttpMethod.Post, CourierAddress.OfApi(options.BaseUrl, path)) { Content = new FormUrlEncodedContent(members) },
            Read, TooManyCalls, ct);
    }

    private static CourierReply.Answered? Read(JsonElement root) =>
        root.Text("code") is { } code ? new CourierReply.Answered(code.Trim(), root.Text("message"), root.Structure("data")) : null;
}
