using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.CourierSandbox.FengniaoV2;

/// <summary>The courier's side of Fengniao's signatures, written apart from Dispatch's: each checks the other.</summary>
internal static class Signatures
{
    public static string OfTokenRequest(string appId, string salt, string secret) =>
        Md5(WebUtility.UrlEncode($"app_id={appId}&salt={salt}&secret_key={secret}"));

    /// <summary><paramref name="data"/> as it travels: couriers' clients encode differently, so it is never encoded again.</summary>
    public static string OfData(string appId, string accessToken, string data, string salt) =>
        Md5($"app_id={appId}&access_token={accessToken}&data={data}&salt={salt}");

    [SuppressMessage("Security", "CA5351", Justification = "Fengniao's API signs with MD5.")]
    private static string Md5(string seed) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(seed)));
}
