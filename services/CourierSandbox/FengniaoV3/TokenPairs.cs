using System.Security.Cryptography;

namespace MealDispatch.CourierSandbox.FengniaoV3;

internal sealed record TokenPair(string Access, string Refresh, DateTimeOffset GivenAt, DateTimeOffset ExpiresAt);

/// <summary>Pairs of tokens: for ten minutes after a refresh, refreshing again gives the same new pair.</summary>
internal sealed class TokenPairs(SandboxOptions options, TimeProvider time)
{
    private static readonly TimeSpan SamePair = TimeSpan.FromMinutes(10);
    private readonly Lock gate = new();
    private readonly Dictionary<string, TokenPair> byAccess = [];
    private readonly Dictionary<string, TokenPair> byRefresh = [];
    private readonly Dictionary<string, TokenPair> renewed = [];

    public int Given
    {
        get
        {
            lock (gate)
                return byRefresh.Count;
        }
    }

    public TokenPair Give()
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var pair = new TokenPair(Random(), Random(), now, now.AddSeconds(options.TokenSeconds));
            byAccess[pair.Access] = byRefresh[pair.Refresh] = pair;
            return pair;
        }
    }

    /// <summary>Null for a refresh token that was never given, or was used long ago.</summary>
    public TokenPair? Renew(string refresh)
    {
        lock (gate)
        {
            if (!byRefresh.ContainsKey(refresh))
                return null;
            if (renewed.TryGetValue(refresh, out var next))
                return time.GetUtcNow() - next.GivenAt < SamePair ? next : null;
            return renewed[refresh] = Give();
        }
    }

    public bool IsGood(string access)
    {
        lock (gate)
            return byAccess.TryGetValue(access, out var pair) && pair.ExpiresAt > time.GetUtcNow();
    }

    public void ExpireAll()
    {
        lock (gate)
            byAccess.Clear();
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
}
