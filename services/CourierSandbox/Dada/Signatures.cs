using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.CourierSandbox.Dada;

/// <summary>The courier's side of Dada's signatures, written apart from Dispatch's: each checks the other.</summary>
internal static class Signatures
{
    public static string OfRequest(string secret, string appKey, string body, string format, string sourceId, string timestamp, string v) =>
        Convert.ToHexString(Md5($"{secret}app_key{appKey}body{body}format{format}source_id{sourceId}timestamp{timestamp}v{v}{secret}"));

    public static string OfCallback(string clientId, string orderId, string updateTime)
    {
        var values = new List<string> { clientId, orderId, updateTime };
        values.Sort(string.CompareOrdinal);
        return Convert.ToHexStringLower(Md5(string.Concat(values)));
    }

    [SuppressMessage("Security", "CA5351", Justification = "Dada's API signs with MD5.")]
    private static byte[] Md5(string seed) => MD5.HashData(Encoding.UTF8.GetBytes(seed));
}
