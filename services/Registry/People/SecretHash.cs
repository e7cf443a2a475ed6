using System.Security.Cryptography;
using System.Text;
using MealDispatch.BuildingBlocks.Security;
using Microsoft.AspNetCore.Identity;

namespace MealDispatch.Registry.People;

/// <summary>Passwords and card pins are kept by PBKDF2, short-lived codes by a keyed hash. Random tokens: <see cref="SecretToken"/>.</summary>
internal sealed class SecretHash(KeyFiles keys)
{
    private static readonly PasswordHasher<object> Hasher = new();
    private static readonly object Nobody = new();
    private static readonly Lazy<string> HashOfNothing = new(() => Hasher.HashPassword(Nobody, ""));
    private readonly Lazy<byte[]> codeKey = new(() => keys.Secret("sign-in-codes"));

    public static string OfPassword(string password) => Hasher.HashPassword(Nobody, password);

    /// <summary>Takes as long when there is no hash, so that an unknown name cannot be told from a wrong password.</summary>
    public static bool PasswordMatches(string? hash, string password) =>
        Hasher.VerifyHashedPassword(Nobody, hash ?? HashOfNothing.Value, password) != PasswordVerificationResult.Failed && hash is not null;

    /// <summary>The hash of a short code, bound to what it is for.</summary>
    public string OfCode(string purpose, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(codeKey.Value, Encoding.UTF8.GetBytes($"{purpose}:{code}")));

    /// <summary>Six digits.</summary>
    public static string NewCode() => RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", System.Globalization.CultureInfo.InvariantCulture);

    public static bool Same(string a, string b) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(a), Encoding.UTF8.GetBytes(b));
}
