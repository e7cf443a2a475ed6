using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>Fengniao v2 gives a token for a signature alone.</summary>
internal sealed class FengniaoTokens(FengniaoOptions options, CourierHttp http, TimeProvider time) : ITokenSource
{
    public async Task<TokenOutcome> FetchAsync(CourierToken? newest, CancellationToken ct)
    {
        var salt = FengniaoClient.Salt();
        var signature = FengniaoSignatures.ForToken(options.AppId, options.Secret, salt);
        var query = $"get_access_token?app_id={Uri.EscapeDataString(options.AppId)}&salt={salt}&signature={signature}";
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Address(query));
        return await http.SendAsync(request, FengniaoClient.Read, busyCode: null, ct) switch
        {
            CourierReply.Answered { Code: "200" } answer => Read(answer.Data),
            CourierReply.Answered answer => new TokenOutcome.Refused(answer.Code, answer.Message),
            var reply => new TokenOutcome.Down(reply),
        };
    }

    private TokenOutcome Read(JsonElement? data)
    {
        if (data?.Text("access_token") is not { Length: > 0 } value)
            return new TokenOutcome.Down(new CourierReply.Lost("The answer holds no access_token."));

        var now = time.GetUtcNow();
        var expiresAt = data.Value.Whole("expire_time") is { } ms && ms > now.ToUnixTimeMilliseconds() && ms < MaxUnixMs
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : now.AddSeconds(FengniaoUnsettled.TokenSeconds);
        return new TokenOutcome.Granted(new CourierToken(value, now, expiresAt));
    }

    private const long MaxUnixMs = 4_102_444_800_000; // the year 2100
}
