namespace MealDispatch.Dispatch.Couriers;

internal abstract record TokenOutcome
{
    public sealed record Granted(CourierToken Token) : TokenOutcome;

    public sealed record Refused(string RawCode, string? Detail) : TokenOutcome;

    public sealed record Down(CourierReply Reply) : TokenOutcome;

    /// <summary>What a call comes to that had no token.</summary>
    public CourierReply WithoutToken => this switch
    {
        Refused refused => new CourierReply.Answered(refused.RawCode, refused.Detail, Data: null),
        Down { Reply: CourierReply.Busy busy } => busy,
        Down down => new CourierReply.NotSent($"No token: {down.Reply.Detail}"),
        _ => throw new InvalidOperationException("There is a token."),
    };
}

/// <summary>How a courier gives tokens.</summary>
internal interface ITokenSource
{
    /// <param name="newest">The last that was given, perhaps over; null when there was none.</param>
    Task<TokenOutcome> FetchAsync(CourierToken? newest, CancellationToken ct);
}

/// <summary>One token for all calls: fetched once however many ask, kept until it expires, and remembered to check callbacks.</summary>
internal sealed class CourierTokens(string provider, ITokenSource source, ICourierTokenStore store, TimeProvider time, TimeSpan renewBefore) : IDisposable
{
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
            var newest = await store.LoadAsync(provider, ct) is [var first, ..] ? first : null;
            if ((Usable(current, spent) ?? Usable(newest, spent)) is { } found)
                return new TokenOutcome.Granted(current = found);

            var outcome = await source.FetchAsync(newest, ct);
            if (outcome is TokenOutcome.Granted granted)
            {
                await store.SaveAsync(provider, granted.Token, ct);
                current = granted.Token;
            }

            return outcome;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// A call with a token. When the courier says that it ended on the way, the same call with the same code is made once more with a
    /// new one.
    /// </summary>
    public async Task<CourierReply> CallAsync(Func<string, Task<CourierReply>> send, Func<string, bool> isSpent, CancellationToken ct)
    {
        string? spent = null;
        while (true)
        {
            var outcome = await GetAsync(spent, ct);
            if (outcome is not TokenOutcome.Granted { Token.Value: var token })
                return outcome.WithoutToken;
            var reply = await send(token);
            if (spent is not null || reply is not CourierReply.Answered answer || !isSpent(answer.Code))
                return reply;
            spent = token;
        }
    }

    /// <summary>The newest token whatever its age, and earlier ones until they expire.</summary>
    public async Task<IReadOnlyList<string>> ForVerificationAsync(CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var stored = await store.LoadAsync(provider, ct);
        return [.. stored.Where((token, index) => index == 0 || token.ExpiresAt > now).Select(token => token.Value)];
    }

    public void Dispose() => gate.Dispose();

    private CourierToken? Usable(CourierToken? token, string? spent) =>
        token is not null && token.Value != spent && token.ExpiresAt - MarginOf(token) > time.GetUtcNow() ? token : null;

    /// <summary>Never more than half of a token's life.</summary>
    private TimeSpan MarginOf(CourierToken token) => (token.ExpiresAt - token.FetchedAt) / 2 is var half && half < renewBefore ? half : renewBefore;
}
