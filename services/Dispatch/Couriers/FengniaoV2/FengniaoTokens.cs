using System.Text.Json;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>One token for all calls: fetched once however many ask, kept until it expires, and remembered to check callbacks.</summary>
internal sealed class FengniaoTokens(FengniaoOptions options, CourierHttp http, ICourierTokenStore store, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan ExpiryMargin = TimeSpan.FromSeconds(5);
    private readonly SemaphoreSlim gate = new(1, 1);
    private volatile CourierToken? current;

    /// <summary><paramref name="spent"/> is a token that the courier no longer takes.</summary>
    public async Task<TokenOutcome> GetAsync(string? spent, CancellationToken ct)
    {
        if (Usable(current, spent) is { } cached)
            return new TokenOutcome.Granted(cached);

        await gate.WaitAsync(ct);
        try
        {
            var stored = await store.LoadAsync(FengniaoCourier.Code, ct);
            if ((Usable(current, spent) ?? Usable(stored is [var newest, ..] ? newest : null, spent)) is { } found)
                return new TokenOutcome.Granted(current = found);

            var outcome = await FetchAsync(ct);
            if (outcome is TokenOutcome.Granted granted)
            {
                await store.SaveAsync(FengniaoCourier.Code, granted.Token, ct);
                current = granted.Token;
            }

            return outcome;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The newest token whatever its age, and earlier ones until they expire.</summary>
    public async Task<IReadOnlyList<string>> ForVerificationAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var stored = await store.LoadAsync(FengniaoCourier.Code, ct);
        return [.. stored.Where((token, index) => index == 0 || token.ExpiresAt > now).Select(token => token.Value)];
    }

    public void Dispose() => gate.Dispose();

    private CourierToken? Usable(CourierToken? token, string? spent) =>
        token is not null && token.Value != spent && token.ExpiresAt - ExpiryMargin > time.GetUtcNow() ? token : null;

    private async Task<TokenOutcome> FetchAsync(CancellationToken ct)
    {
        var salt = FengniaoClient.Salt();
        var signature = FengniaoSignatures.ForToken(options.AppId, options.Secret, salt);
        var query = $"get_access_token?app_id={Uri.EscapeDataString(options.AppId)}&salt={salt}&signature={signature}";
        using var request = new HttpRequestMessage(HttpMethod.Get, options.Address(query));
        return await http.SendAsync(request, FengniaoClient.Read, busyCode: null, ct) switch
        {
            CourierReply.Answered { Code: "200" } answer => Read(answer.Data),
            CourierReply.Answered answer => new TokenOutcome.Refused(answer.Code, answer.Message),
            var reply => new TokenOutcome.Down(reply.Detail),
        };
    }

    private TokenOutcome Read(JsonElement? data)
    {
        if (data?.Text("access_token") is not { Length: > 0 } value)
            return new TokenOutcome.Down("The answer holds no access_token.");

        var now = time.GetUtcNow();
        var expiresAt = data.Value.Whole("expire_time") is { } ms && ms > now.ToUnixTimeMilliseconds() && ms < MaxUnixMs
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : now.AddSeconds(FengniaoUnsettled.TokenSeconds);
        return new TokenOutcome.Granted(new CourierToken(value, now, expiresAt));
    }

    private const long MaxUnixMs = 4_102_444_800_000; // the year 2100
}
