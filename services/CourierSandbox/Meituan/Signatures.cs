using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.CourierSandbox.Meituan;

/// <summary>The courier's side of Meituan's signature, written apart from Dispatch's: each checks the other.</summary>
internal static class Signatures
{
    [SuppressMessage("Security", "CA5350", Justification = "Meituan's API signs with SHA-1.")]
    public static string Of(string secret, IReadOnlyDictionary<string, string> fields)
    {
        var names = fields.Keys.Where(name => name != "sign" && fields[name] != "").ToList();
        names.Sort(string.CompareOrdinal);
        var text = new StringBuilder(secret);
        foreach (var name in names)
            text.Append(name).Append(fields[name]);
        return Convert.ToHexStringLower(SHA1.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
