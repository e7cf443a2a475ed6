using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Dispatch.Couriers.FengniaoV2;

/// <summary>Fengniao's MD5 seeds. The order of the parts is fixed, not alphabetical.</summary>
internal static class FengniaoSignatures
{
    /// <summary>The whole seed is URL-encoded, with upper-case hex: <c>HttpUtility.UrlEncode</c> would give a wrong hash.</summary>
    public static string ForToken(string appId, string secret, int salt) =>
        LowerHexMd5(Uri.EscapeDataString($"app_id={appId}&salt={salt}&secret_key={secret}"));

    /// <summary>For requests and callbacks alike. <paramref name="data"/> is hashed exactly as it travels, still URL-encoded.</summary>
    public static string ForData(string appId, string accessToken, string data, string salt) =>
        LowerHexMd5($"app_id={appId}&access_token={accessToken}&data={data}&salt={salt}");

    [SuppressMessage("Security", "CA5351", Justification = "Fengniao's API signs with MD5.")]
    private static string LowerHexMd5(string seed) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(seed)));
}
