using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.BuildingBlocks.Security;

/// <summary>Random tokens that open something by themselves: card codes, the bag's QR 骑手反馈. Services store and send only their hash.</summary>
public static class SecretToken
{
    /// <summary>Lower-case hex SHA-256, as the contracts' <c>…Hash</c> members hold it.</summary>
    public static string Hash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
