using System.Globalization;
using System.Text;
using MealDispatch.BuildingBlocks.Errors;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>
/// Collects what is wrong with a request, field by field. Requests hold nullable members; each method answers the checked
/// value, or a harmless one after noting the error. Ask <see cref="Failed"/> before using any of them.
/// </summary>
public sealed class Check
{
    private readonly Dictionary<string, List<string>> errors = [];

    public bool Failed => errors.Count > 0;

    public Invalid Error => new(errors.ToDictionary(e => e.Key, e => e.Value.ToArray()));

    public void Fail(string field, string message)
    {
        if (!errors.TryGetValue(field, out var messages))
            errors[field] = messages = [];
        messages.Add(message);
    }

    public void That(bool holds, string field, string message)
    {
        if (!holds)
            Fail(field, message);
    }

    /// <summary>Text with something in it, at most <paramref name="max"/> UTF-16 units, without control characters; trimmed.</summary>
    public string Text(string field, string? value, int max)
    {
        var text = OptionalText(field, value, max);
        if (string.IsNullOrEmpty(text) && !errors.ContainsKey(field))
            Fail(field, "is required");
        return text ?? "";
    }

    /// <summary>As <see cref="Text"/>, or null when missing or blank.</summary>
    public string? OptionalText(string field, string? value, int max)
    {
        if (value is null)
            return null;
        var text = value.Trim();
        if (text.Length > max)
            Fail(field, $"at most {max} characters");
        else if (!IsPrintable(text))
            Fail(field, "has characters that cannot be printed");
        return text.Length == 0 ? null : text;
    }

    /// <summary>A code: letters, digits, <c>-</c>, <c>_</c> and <c>.</c>, at most <paramref name="max"/>.</summary>
    public string Code(string field, string? value, int max = 40)
    {
        var code = Text(field, value, max);
        if (code.Length > 0 && !code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'))
            Fail(field, "may hold letters, digits, - _ . only");
        return code;
    }

    public T Required<T>(string field, T? value)
        where T : struct
    {
        if (value is null)
            Fail(field, "is required");
        return value.GetValueOrDefault();
    }

    public long Range(string field, long? value, long min, long max)
    {
        var number = Required(field, value);
        if (value is not null && (number < min || number > max))
            Fail(field, $"between {min} and {max}");
        return number;
    }

    public int Range(string field, int? value, int min, int max) => (int)Range(field, (long?)value, min, max);

    public double Range(string field, double? value, double min, double max)
    {
        var number = Required(field, value);
        if (value is not null && !(number >= min && number <= max))
            Fail(field, $"between {min.ToString(CultureInfo.InvariantCulture)} and {max.ToString(CultureInfo.InvariantCulture)}");
        return number;
    }

    /// <summary>A list without nulls of at most <paramref name="max"/> items; empty when missing.</summary>
    public IReadOnlyList<T> List<T>(string field, IReadOnlyList<T?>? values, int max)
        where T : class
    {
        if (values is null)
            return [];
        if (values.Count > max)
            Fail(field, $"at most {max}");
        else if (values.Any(v => v is null))
            Fail(field, "holds null");
        else
            return values!;
        return [];
    }

    /// <summary>Short texts (tags, codes): each not blank, at most <paramref name="maxLength"/>.</summary>
    public IReadOnlyList<string> Texts(string field, IReadOnlyList<string?>? values, int max = 50, int maxLength = 40) =>
        [.. List(field, values, max).Select((v, i) => Text($"{field}[{i}]", v, maxLength))];

    /// <summary>A date in a query string; null when missing.</summary>
    public LocalDate? OptionalDate(string field, string? value)
    {
        if (string.IsNullOrEmpty(value))
            return null;
        var parsed = LocalDatePattern.Iso.Parse(value);
        if (parsed.Success && parsed.Value.Year is >= 1900 and <= 2200)
            return parsed.Value;
        Fail(field, "is not a date like 2025-06-25");
        return null;
    }

    /// <summary>A date in a query string.</summary>
    public LocalDate Date(string field, string? value)
    {
        var date = OptionalDate(field, value);
        if (date is null && !errors.ContainsKey(field))
            Fail(field, "is required");
        return date ?? new LocalDate(1900, 1, 1);
    }

    /// <summary>A calendar month like <c>2025-07</c>.</summary>
    public YearMonth Month(string field, string? value)
    {
        if (!TryMonth(value, out var month))
            Fail(field, "must be a month like 2025-07");
        return month;
    }

    /// <summary>As <see cref="Month"/>, or null when missing.</summary>
    public YearMonth? OptionalMonth(string field, string? value) => string.IsNullOrEmpty(value) ? null : Month(field, value);

    /// <summary>Whether a text is a month that anything here can be about.</summary>
    public static bool TryMonth(string? value, out YearMonth month)
    {
        var parsed = YearMonthPattern.Iso.Parse(value ?? "");
        var holds = parsed.Success && parsed.Value.Year is >= 1900 and <= 2200;
        month = holds ? parsed.Value : new YearMonth(1900, 1);
        return holds;
    }

    /// <summary>A word of an enum in a query string; null when missing.</summary>
    public TEnum? OptionalWord<TEnum>(string field, string? value)
        where TEnum : struct, Enum
    {
        if (string.IsNullOrEmpty(value))
            return null;
        if (Json.TryParse<TEnum>(value, out var parsed))
            return parsed;
        Fail(field, "is not one of " + string.Join(", ", Enum.GetValues<TEnum>().Select(Json.Word)));
        return null;
    }

    private static bool IsPrintable(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\n' or '\r' or '\t')))
                return false;
        }

        return true;
    }
}
