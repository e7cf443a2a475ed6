using System.Globalization;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>Couriers send numbers as text, text as numbers and objects as text: reads any of them, and null for everything else.</summary>
internal static class LooseJson
{
    public static JsonElement? TryParse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static JsonElement? Member(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>An object or array, also when it comes as text that holds one.</summary>
    public static JsonElement? Structure(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.Object or JsonValueKind.Array } value => value,
        { ValueKind: JsonValueKind.String } value => TryParse(value.TextOrNull()),
        _ => null,
    };

    public static string? Text(this JsonElement element, string name) => element.Member(name) switch
    {
        { ValueKind: JsonValueKind.String } value => value.TextOrNull(),
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } value => value.GetRawText(),
        _ => null,
    };

    public static decimal? Number(this JsonElement element, string name) =>
        decimal.TryParse(element.Text(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static long? Whole(this JsonElement element, string name) =>
        element.Number(name) is { } number && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    /// <summary>Yuan with decimals, as fen.</summary>
    public static long? FenFromYuan(this JsonElement element, string name) =>
        element.Number(name) is { } yuan && Math.Abs(yuan) < 1_000_000_000m
            ? (long)Math.Round(yuan * 100m, MidpointRounding.AwayFromZero)
            : null;
}
