using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Dispatch.Couriers.Meituan;

internal static class MeituanSignatures
{
    /// <summary>The secret, then names and values in the order of the names, without what is empty; "0" is not empty. SHA-1.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Meituan's API signs with SHA-1.")]
    public static string Of(string secret, IEnumerable<KeyValuePair<string, string>> members) =>
        Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(secret + string.Concat(members
            .Where(m => m.Key != "sign" && m.Value.Length > 0).OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => m.Key + m.Value)))));
}
