using System.Globalization;
using System.Security.Cryptography;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>
/// The code that a courier gets: milliseconds and five random digits, so that it is an int64, at most 32 characters, and never given
/// twice, not even by an installation that starts anew with the same merchant account.
/// </summary>
internal static class AttemptCode
{
    public static string New(DateTimeOffset realNow) =>
        string.Create(CultureInfo.InvariantCulture, $"{realNow.ToUnixTimeMilliseconds()}{RandomNumberGenerator.GetInt32(100_000):00000}");
}
