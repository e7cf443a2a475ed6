using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

/// <summary>
/// The first token comes for the merchant's authorisation code, the next ones for the refresh token that came with the one before.
/// Fengniao answers refreshes within ten minutes with the same pair, so that several instances may ask.
/// </summary>
internal sealed class FengniaoV3Tokens(FengniaoV3Options options, CourierHttp http, TimeProvider time) : ITokenSource
{
    /// <summary>Inside the ten minutes in which old and new token both hold.</summary>
    public static readonly TimeSpan RenewBefore = TimeSpan.FromMinutes(9);

    public async Task<TokenOutcome> FetchAsync(CourierToken? newest, CancellationToken ct)
    {
        if (newest?.Refresh is { } refresh
            && await CallAsync("openapi/refreshToken", FengniaoV3Unsettled.RefreshSeed(refresh), ct) is var outcome and not TokenOutcome.Refused)
            return outcome;
        return await CallAsync("openapi/token", new() { ["code"] = options.Code, ["grant_type"] = "authorization_code" }, ct);
    }

    private async Task<TokenOutcome> CallAsync(string path, Dictionary<string, string> members, CancellationToken ct)
    {
        members["app_id"] = options.AppId;
        members["merchant_id"] = options.MerchantId;
        using var request = FengniaoV3Envelope.Sign(options.Address(path), options.Secret, time.GetUtcNow(), members);
        return await http.SendAsync(request, FengniaoV3Envelope.Read, busyCode: null, ct) switch
        {
            CourierReply.Answered { Code: FengniaoV3Courier.Done } answer => Read(answer.Data),
            CourierReply.Answered answer => new TokenOutcome.Refused(answer.Code, answer.Message),
            var reply => new TokenOutcome.Down(reply),
        };
    }

    private TokenOutcome Read(JsonElement? data)
    {
        if (data?.Text("access_token") is not { Length: > 0 } value)
            return new TokenOutcome.Down(new CourierReply.Lost("The answer holds no access_token."));
        var now = time.GetUtcNow();
        var seconds = data.Value.Whole("expire_in") is > 0 and < 100_000_000 and var left ? left : FengniaoV3Unsettled.TokenSeconds;
        return new TokenOutcome.Granted(new CourierToken(value, now, now.AddSeconds(seconds), data.Value.Text("refresh_token")));
    }
}
