using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Dispatch.Couriers.Dada;

internal static class DadaSignatures
{
    /// <summary>Names and values in the order of the names, wrapped in the secret; upper-case MD5.</summary>
    public static string ForRequest(string secret, IEnumerable<KeyValuePair<string, string>> members) =>
        Convert.ToHexString(Md5($"{secret}{string.Concat(members.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Key + m.Value))}{secret}"));

    /// <summary>Holds no secret: it shows that a callback is whole, not who sent it. Values are sorted as ordinals.</summary>
    public static string ForCallback(string clientId, string orderId, string updateTime) =>
        Convert.ToHexStringLower(Md5(string.Concat(new[] { clientId, orderId, updateTime }.Order(StringComparer.Ordinal))));

    [SuppressMessage("Security", "CA5351", Justification = "Dada's API signs with MD5.")]
    private static byte[] Md5(string seed) => MD5.HashData(Encoding.UTF8.GetBytes(seed));
}
