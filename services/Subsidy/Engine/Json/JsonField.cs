using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Engine.Json;

/// <summary>What is wrong with a body, by the path of the field: <c>tiers[0].benefit.percent</c>.</summary>
internal sealed class FieldErrors
{
    private const string WrongZh = "填写的内容不对";

    private readonly SortedDictionary<string, List<(string En, string Zh)>> byField = new(StringComparer.Ordinal);

    public bool Any => byField.Count > 0;

    public void Add(string field, string message, string zh = WrongZh)
    {
        if (!byField.TryGetValue(field, out var messages))
            byField[field] = messages = [];
        messages.Add((message, zh));
    }

    public Dictionary<string, string[]> ToDictionary() => byField.ToDictionary(field => field.Key, field => field.Value.Select(m => m.En).ToArray());

    /// <summary>Every error in both languages.</summary>
    public IEnumerable<(string Field, string Zh, string En)> InBothLanguages() =>
        byField.SelectMany(field => field.Value.Select(message => (field.Key, message.Zh, message.En)));
}

/// <summary>
/// One value of a JSON body and where it stands. Reading a wrong type or an unknown name records an error and answers a
/// default, so that one pass finds every error.
/// </summary>
internal readonly struct JsonField(JsonElement? element, string path, FieldErrors errors)
{
    public string Path => path;

    /// <summary>Missing, or null.</summary>
    public bool IsAbsent => element is not { } e || e.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined;

    public static JsonField Root(JsonElement body, FieldErrors errors)
    {
        var root = new JsonField(body, "", errors);
        root.MustBeObject();
        return root;
    }

    public JsonField this[string name] => new(
        element is { ValueKind: JsonValueKind.Object } e && e.TryGetProperty(name, out var value) ? value : null,
        path.Length == 0 ? name : $"{path}.{name}",
        errors);

    public T Fail<T>(string message, T otherwise)
    {
        errors.Add(path.Length == 0 ? "body" : path, message);
        return otherwise;
    }

    public string Text() => element?.TextOrNull() ?? Fail("must be text", "");

    public string? TextOrNull() => IsAbsent ? null : Text();

    public Guid Id() => Guid.TryParseExact(element?.TextOrNull(), "D", out var id) ? id : Fail("must be an id", Guid.Empty);

    public bool Flag() => element?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => Fail("must be true or false", false),
    };

    /// <summary>A whole number; <c>100.0</c> is one, <c>1e30</c> is too large.</summary>
    public long Whole()
    {
        if (element is not { ValueKind: JsonValueKind.Number } e)
            return Fail("must be a whole number", 0L);
        if (e.TryGetInt64(out var whole))
            return whole;
        return e.TryGetDecimal(out var value) && decimal.IsInteger(value) && value is >= long.MinValue and <= long.MaxValue
            ? (long)value
            : Fail("must be a whole number of at most 18 digits", 0L);
    }

    public long? WholeOrNull() => IsAbsent ? null : Whole();

    public decimal Number() => element is { ValueKind: JsonValueKind.Number } e && e.TryGetDecimal(out var value)
        ? value
        : Fail("must be a number", 0m);

    public LocalDate Date() => element?.TextOrNull() is { } text && LocalDatePattern.Iso.Parse(text) is { Success: true, Value: { Year: > 0 } date }
        ? date
        : Fail("must be a date like 2025-06-25", new LocalDate(1, 1, 1));

    public LocalDate? DateOrNull() => IsAbsent ? null : Date();

    public TEnum OneOf<TEnum>()
        where TEnum : struct, Enum =>
        element?.TextOrNull() is { } text && EnumNames<TEnum>.ByName.TryGetValue(text, out var value)
            ? value
            : Fail("must be one of " + string.Join(", ", EnumNames<TEnum>.ByName.Keys), default(TEnum));

    public TEnum OneOf<TEnum>(TEnum whenAbsent)
        where TEnum : struct, Enum => IsAbsent ? whenAbsent : OneOf<TEnum>();

    public IReadOnlyList<T> Items<T>(Func<JsonField, T> read)
    {
        if (element is not { ValueKind: JsonValueKind.Array } e)
            return Fail<IReadOnlyList<T>>("must be a list", []);
        var items = new List<T>(e.GetArrayLength());
        foreach (var item in e.EnumerateArray())
            items.Add(read(new JsonField(item, $"{path}[{items.Count}]", errors)));
        return items;
    }

    public IReadOnlyList<T>? ItemsOrNull<T>(Func<JsonField, T> read) => IsAbsent ? null : Items(read);

    public Dictionary<string, T> Entries<T>(Func<JsonField, T> read)
    {
        var entries = new Dictionary<string, T>(StringComparer.Ordinal);
        if (!MustBeObject())
            return entries;
        foreach (var property in element!.Value.EnumerateObject())
        {
            if (property.NameOrNull() is { } name)
                entries[name] = read(this[name]);
            else
                Fail("has a name that is no text", "");
        }
        return entries;
    }

    public bool MustBeObject() => element is { ValueKind: JsonValueKind.Object } || Fail("must be an object", false);
}

/// <summary>An enum's names as JSON has them.</summary>
internal static class EnumNames<TEnum>
    where TEnum : struct, Enum
{
    public static readonly IReadOnlyDictionary<string, TEnum> ByName = Enum.GetValues<TEnum>().ToDictionary(NameOf, StringComparer.Ordinal);

    public static string NameOf(TEnum value) => JsonSerializer.SerializeToElement(value, EngineJson.Options).GetString()!;
}
