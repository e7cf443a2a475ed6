using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

internal abstract record FengniaoReply
{
    /// <summary>The body decides, whatever the HTTP status says.</summary>
    public sealed record Answered(string Code, string? Message, JsonElement? Data) : FengniaoReply;

    /// <summary>The call surely reached nobody.</summary>
    public sealed record NotSent(string Detail) : FengniaoReply;

    /// <summary>Sent, and no readable answer came back: it may have had its effect.</summary>
    public sealed record Lost(string Detail) : FengniaoReply;
}

/// <summary>Signs, sends and reads one business call of Fengniao v2.</summary>
internal sealed class FengniaoClient(FengniaoOptions options, HttpClient http, FengniaoTokens tokens)
{
    private const string BadSignature = "40002";
    private const string TokenSpent = "40004";

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public async Task<FengniaoReply> PostAsync(string path, object payload, CancellationToken ct)
    {
        var data = Uri.EscapeDataString(JsonSerializer.Serialize(payload, Json));
        string? spent = null;
        while (true)
        {
            var outcome = await tokens.GetAsync(spent, ct);
            if (outcome is TokenOutcome.Refused refused)
                return new FengniaoReply.Answered(refused.RawCode, refused.Detail, Data: null);
            if (outcome is not TokenOutcome.Granted { Token.Value: var token })
                return new FengniaoReply.NotSent($"No token: {(outcome as TokenOutcome.Down)?.Detail}");

            var reply = await SendAsync(http, SignedRequest(path, data, token), ct);
            if (reply is not FengniaoReply.Answered { Code: TokenSpent or BadSignature } || spent is not null)
                return reply;

            // The token ended on the way, which a server that knows only the present one may take for a wrong signature: a new one,
            // and the same call with the same code once more.
            spent = token;
        }
    }

    public static async Task<FengniaoReply> SendAsync(HttpClient http, HttpRequestMessage request, CancellationToken ct)
    {
        try
        {
            using var response = await http.SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                return new FengniaoReply.NotSent("HTTP 429");
            if ((int)response.StatusCode >= 500)
                return new FengniaoReply.Lost($"HTTP {(int)response.StatusCode}");

            return LooseJson.TryParse(body) is { } root && root.Text("code") is { } code
                ? new FengniaoReply.Answered(code.Trim(), root.Text("msg"), root.Structure("data"))
                : new FengniaoReply.Lost($"HTTP {(int)response.StatusCode} without a readable body");
        }
        catch (HttpRequestException e) when (e.HttpRequestError
            is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return new FengniaoReply.NotSent(e.HttpRequestError.ToString());
        }
        catch (HttpRequestException e)
        {
            return new FengniaoReply.Lost(e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new FengniaoReply.Lost("time-out");
        }
    }

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
