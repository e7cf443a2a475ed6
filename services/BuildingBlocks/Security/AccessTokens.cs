using System.Security.Cryptography;
using Microsoft.Extensions.Caching.Memory;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>
/// Access tokens: ES256, ten minutes of real time, <c>sub</c> and <c>sid</c> only. Registry alone signs; others need only the
/// public key.
/// </summary>
public sealed class AccessTokens(KeyFiles keys, TimeProvider time) : IDisposable
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);
    private const int KeptTokens = 10_000;
    private const string Issuer = "mealdispatch";
    private const string PublicFile = "token-public.pem";

    private readonly Lazy<SecurityKey> signingKey = new(() => Key(keys.SigningKey("token")));
    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    /// <summary>Tokens whose signature was found good: checking one anew costs more than all else that a small request does.</summary>
    private readonly MemoryCache verified = new(new MemoryCacheOptions { SizeLimit = KeptTokens });
    private SecurityKey? verificationKey;

    public string Issue(Guid personId, Guid sessionId)
    {
        var now = time.GetUtcNow().UtcDateTime;
        return handler.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Issuer,
            IssuedAt = now,
            NotBefore = now,
            Expires = now + Lifetime,
            Claims = new Dictionary<string, object> { ["sub"] = personId.ToString("D"), ["sid"] = sessionId.ToString("D") },
            SigningCredentials = new SigningCredentials(signingKey.Value, SecurityAlgorithms.EcdsaSha256),
        });
    }

    /// <summary>Who a token speaks for; null when it is not valid now.</summary>
    public async Task<(Guid PersonId, Guid SessionId)?> ReadAsync(string token)
    {
        if (!verified.TryGetValue(token, out VerifiedToken? read))
        {
            read = await VerifyAsync(token);
            if (read is null)
                return null;
            verified.Set(token, read, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = Lifetime });
        }

        return read!.HoldsAt(time.GetUtcNow().UtcDateTime) ? (read.PersonId, read.SessionId) : null;
    }

    /// <summary>Makes the pair of keys when this installation has none; Registry calls it at start.</summary>
    public void EnsureKeys()
    {
        _ = signingKey.Value;
    }

    public void Dispose() => verified.Dispose();

    private async Task<VerifiedToken?> VerifyAsync(string token)
    {
        if (VerificationKey() is not { } key)
            return null;
        var result = await handler.ValidateTokenAsync(token, new TokenValidationParameters
        {
            ValidIssuer = Issuer,
            ValidAudience = Issuer,
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            IssuerSigningKey = key,
            LifetimeValidator = (_, _, _, _) => true,
        });
        return result.IsValid
            && result.Claims.TryGetValue("sub", out var sub) && Guid.TryParse(sub as string, out var personId)
            && result.Claims.TryGetValue("sid", out var sid) && Guid.TryParse(sid as string, out var sessionId)
            ? new VerifiedToken(personId, sessionId, result.SecurityToken.ValidFrom, result.SecurityToken.ValidTo)
            : null;
    }

    private SecurityKey? VerificationKey()
    {
        var path = Path.Combine(keys.Directory, PublicFile);
        if (verificationKey is null && File.Exists(path))
            verificationKey = FromPem(File.ReadAllText(path));
        return verificationKey;
    }

    private static ECDsaSecurityKey FromPem(string pem)
    {
        var ecdsa = ECDsa.Create();
        ecdsa.ImportFromPem(pem);
        return Key(ecdsa);
    }

    private static ECDsaSecurityKey Key(ECDsa ecdsa) => new(ecdsa) { KeyId = "1" };

    private sealed record VerifiedToken(Guid PersonId, Guid SessionId, DateTime NotBefore, DateTime Expires)
    {
        private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

        public bool HoldsAt(DateTime now) => Expires > now - ClockSkew && NotBefore <= now + ClockSkew;
    }
}
