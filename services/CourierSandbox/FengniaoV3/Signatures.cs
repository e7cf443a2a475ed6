using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.CourierSandbox.FengniaoV3;

/// <summary>The courier's side of Fengniao v3's signatures, each seed written out: they check Dispatch's general one.</summary>
internal static class Signatures
{
    public static string OfCall(string secret, string token, string appId, string businessData, string merchantId, string timestamp, string version) =>
        Sha256($"{secret}access_token={token}&app_id={appId}&business_data={businessData}&merchant_id={merchantId}&timestamp={timestamp}&version={version}");

    public static string OfToken(string secret, string appId, string code, string merchantId, string timestamp) =>
        Sha256($"{secret}app_id={appId}&code={code}&grant_type=authorization_code&merchant_id={merchantId}&timestamp={timestamp}");

    public static string OfRefresh(string secret, string appId, string merchantId, string refreshToken, string timestamp) =>
        Sha256($"{secret}app_id={appId}&grant_type=refresh_token&merchant_id={merchantId}&refresh_token={refreshToken}&timestamp={timestamp}");

    public static string OfCallback(string secret, string appId, string businessData, string timestamp) =>
        Sha256($"{secret}app_id={appId}&business_data={businessData}&timestamp={timestamp}");

    private static string Sha256(string seed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(seed)));
}
