using System.Text.Json;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>Text out of JSON that a stranger sent: half of a surrogate pair can be written in JSON, but no text can hold it.</summary>
public static class JsonText
{
    /// <summary>The text of a JSON string; null for other types and for what no text can hold.</summary>
    public static string? TextOrNull(this JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The property's name; null for what no text can hold.</summary>
    public static string? NameOrNull(this JsonProperty property)
    {
        try
        {
            return property.Name;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
