using System.Text.RegularExpressions;
using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.Registry.People;

/// <summary>Phone numbers as people write them, with spaces and dashes and the country's prefix; kept as digits.</summary>
internal static partial class PhoneNumber
{
    public const int MaxLength = 20;

    /// <summary>Eleven digits that can receive a text message; "" after noting the error.</summary>
    public static string Mobile(Check check, string field, string? value)
    {
        var digits = Digits(check.Text(field, value, MaxLength));
        if (digits.Length > 0 && !IsMobile(digits))
            check.Fail(field, "is not a mobile number of eleven digits");
        return digits;
    }

    /// <summary>A number to call, mobile or landline; null when missing.</summary>
    public static string? Optional(Check check, string field, string? value)
    {
        if (check.OptionalText(field, value, MaxLength) is not { } text)
            return null;
        var digits = Digits(text);
        check.That(IsMobile(digits) || Landline().IsMatch(digits), field, "is not a phone number");
        return digits;
    }

    public static bool IsMobile(string? digits) => digits is not null && MobilePattern().IsMatch(digits);

    private static string Digits(string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return digits.StartsWith("+86", StringComparison.Ordinal) ? digits[3..] : digits;
    }

    [GeneratedRegex(@"^1[0-9]{10}\z")]
    private static partial Regex MobilePattern();

    [GeneratedRegex(@"^(0[0-9]{9,11}|[2-9][0-9]{6,7}|[0-9]{3,6}|400[0-9]{7})\z")]
    private static partial Regex Landline();
}
