using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Registry.Residents;

internal enum Gender
{
    Male,
    Female,
}

/// <summary>
/// A resident identity number (GB 11643): 6 digits of area, 8 of birth date, 3 of sequence (odd = male), and a check character
/// 0–9 or X by ISO 7064 MOD 11-2.
/// </summary>
internal sealed record IdNumber
{
    private const string CheckCharacters = "10X98765432";
    private static readonly int[] Weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

    private IdNumber(string value, LocalDate birthDate)
    {
        Value = value;
        BirthDate = birthDate;
    }

    public string Value { get; }

    public LocalDate BirthDate { get; }

    public Gender Gender => (Value[16] - '0') % 2 == 1 ? Gender.Male : Gender.Female;

    public string Masked => Mask(Value);

    /// <summary>Null for anything that is not such a number; a small x is read as X.</summary>
    public static IdNumber? Parse(string? text)
    {
        var value = text?.Trim().ToUpperInvariant();
        if (value is not { Length: 18 } || value.AsSpan(0, 17).ContainsAnyExceptInRange('0', '9') || value[17] != CheckCharacterOf(value))
            return null;
        var birthDate = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd").Parse(value.Substring(6, 8));
        return birthDate.Success ? new IdNumber(value, birthDate.Value) : null;
    }

    /// <summary>The check character of 17 digits.</summary>
    public static char CheckCharacterOf(string digits)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += (digits[i] - '0') * Weights[i];
        return CheckCharacters[sum % 11];
    }

    public static string Mask(string value) => $"{value[..3]}***********{value[^4..]}";

    /// <summary>Never the number itself, wherever it is printed.</summary>
    public override string ToString() => Masked;
}
