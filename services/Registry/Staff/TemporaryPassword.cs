using System.Security.Cryptography;

namespace MealDispatch.Registry.Staff;

/// <summary>A password to be told to somebody, who replaces it: 59 bits in letters and digits that cannot be mistaken for each other.</summary>
internal static class TemporaryPassword
{
    private const string Characters = "abcdefghjkmnpqrstuvwxyz23456789";

    public static string New() => string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Characters, 4)));
}
