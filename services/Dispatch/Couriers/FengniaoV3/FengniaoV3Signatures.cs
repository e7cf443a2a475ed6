using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Dispatch.Couriers.FengniaoV3;

internal static class FengniaoV3Signatures
{
    /// <summary>The secret, then <c>name=value</c> joined by <c>&amp;</c> in the order of the names, values as they travel; SHA-256.</summary>
    public static string Of(string secret, IEnumerable<KeyValuePair<string, string>> members) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            secret + string.Join('&', members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key}={m.Value}")))));
}
