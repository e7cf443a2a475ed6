using System.Security.Cryptography;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>Each request for a token gives a new one; earlier ones stay good until they expire, callbacks use the newest.</summary>
internal sealed class IssuedTokens(SandboxOptions options, TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly List<(string Value, DateTimeOffset ExpiresAt)> issued = [];

    public (string Value, DateTimeOffset ExpiresAt) Issue()
    {
        lock (gate)
        {
            var token = (Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)), time.GetUtcNow().AddSeconds(options.TokenSeconds));
            issued.Add(token);
            return token;
        }
    }

    public string Newest()
    {
        lock (gate)
            return issued.Count > 0 ? issued[^1].Value : "";
    }

    /// <summary>For callbacks that were signed before the last change; the newest where there was no change.</summary>
    public string BeforeNewest()
    {
        lock (gate)
            return issued.Count > 1 && issued[^2].ExpiresAt > time.GetUtcNow() ? issued[^2].Value : Newest();
    }

    /// <summary>The code of Fengniao that a signature deserves: 200, or why it is refused.</summary>
    public int Check(string data, string salt, string signature)
    {
        lock (gate)
        {
            foreach (var (value, expiresAt) in Enumerable.Reverse(issued))
                if (Signatures.OfData(options.AppId, value, data, salt) == signature)
                    return expiresAt > time.GetUtcNow() ? Answers.Done : Answers.TokenSpent;
            return issued.Count == 0 ? Answers.TokenSpent : Answers.BadSignature;
        }
    }

    /// <summary>Ends every token now: the next call of a client is answered 40004.</summary>
    public void ExpireAll()
    {
        lock (gate)
            for (var i = 0; i < issued.Count; i++)
                issued[i] = (issued[i].Value, DateTimeOffset.MinValue);
    }
}
