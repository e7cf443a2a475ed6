using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Dispatch.Couriers;

internal static class ConstantTime
{
    /// <summary>Takes as long for a near miss as for a wild guess.</summary>
    public static bool AreEqual(string expected, string given) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));
}
