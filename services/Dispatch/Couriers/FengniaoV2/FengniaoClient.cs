using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>Signs, sends and reads one business call of Fengniao v2.</summary>
internal sealed class FengniaoClient(FengniaoOptions options, CourierHttp http, CourierTokens tokens)
{
    private const string BadSignature = "40002";
    private const string TokenSpent = "40004";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public Task<CourierReply> PostAsync(string path, object payload, CancellationToken ct)
    {
        var data = Uri.EscapeDataString(JsonSerializer.Serialize(payload, Json));
        // A server that knows only the present token may take one that has ended for a wrong signature.
        return tokens.CallAsync(
            token => http.SendAsync(SignedRequest(path, data, token), Read, busyCode: null, ct), code => code is TokenSpent or BadSignature, ct);
    }

    public static CourierReply.Answered? Read(JsonElement root) =>
        root.Text("code") is { } code ? new CourierReply.Answered(code.Trim(), root.Text("msg"), root.Structure("data")) : null;

    /// <summary>Outside 1000–9999 the courier refuses a salt (40003).</summary>
    public static int Salt() => RandomNumberGenerator.GetInt32(1000, 10_000);

    private HttpRequestMessage SignedRequest(string path, string data, string token)
    {
        var salt = Salt();
        var signature = FengniaoSignatures.ForData(options.AppId, token, data, $"{salt}");
        var body = JsonSerializer.Serialize(new { app_id = options.AppId, salt, data, signature }, Json);
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new("application/json");
        return new HttpRequestMessage(HttpMethod.Post, options.Address(path)) { Content = content };
    }
}
