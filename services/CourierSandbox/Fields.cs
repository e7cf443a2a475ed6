using System.Globalization;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;

namespace MealDispatch.CourierSandbox;

/// <summary>Reads members of a request's JSON, whatever a client put there.</summary>
internal static class Fields
{
    public const int MaxBytes = 64 * 1024;

    public static string? Text(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.TextOrNull(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;

    public static decimal? Number(this JsonElement from, string name) => Number(from.Text(name));

    public static decimal? Number(string? text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>An object or array.</summary>
    public static JsonElement? Part(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.Object or JsonValueKind.Array
            ? value
            : null;

    public static bool Lacks(this JsonElement from, params string[] names) => names.Any(name => string.IsNullOrEmpty(from.Text(name)));

    public static JsonElement? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        try
        {
            using var document = JsonDocument.Parse(text);
            return document.RootElement.ValueKind == JsonValueKind.Object ? document.RootElement.Clone() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static async Task<string?> BodyAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength is > MaxBytes)
            return null;
        using var reader = new StreamReader(request.Body);
        return await reader.ReadToEndAsync(ct);
    }
}
