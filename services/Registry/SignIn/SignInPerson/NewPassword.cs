using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.Registry.SignIn.SignInPerson;

/// <summary>A password that its owner chose: long rather than complicated (NIST SP 800-63B, 3.1.1.2).</summary>
internal static class NewPassword
{
    public const int MinLength = 10;
    public const int MaxLength = 200;

    public static string Read(Check check, string field, string password, string userName, string before)
    {
        check.That(password.Length is >= MinLength and <= MaxLength, field, $"{MinLength} to {MaxLength} characters");
        check.That(password.Distinct().Count() >= 5, field, "repeats itself too much");
        check.That(userName.Length == 0 || !password.Contains(userName, StringComparison.OrdinalIgnoreCase), field, "holds the user name");
        check.That(password != before, field, "is the password before");
        return password;
    }
}
