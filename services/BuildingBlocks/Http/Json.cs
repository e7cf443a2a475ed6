using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using MealDispatch.BuildingBlocks.Time;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>One JSON for the API, the bus and stored bodies: camelCase, kebab-case enums, NodaTime, nulls written.</summary>
public static class Json
{
    public static JsonSerializerOptions Options { get; } = Apply(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    public static JsonSerializerOptions Apply(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
        options.MaxDepth = 32;
        options.Converters.Add(new WordConverterFactory());
        options.Converters.AddNodaTime();
        return options;
    }

    /// <summary>The word of an enum value on the wire: <c>Fulfilment.DineIn</c> is <c>dine-in</c>.</summary>
    public static string Word<TEnum>(TEnum value)
        where TEnum : struct, Enum => Words<TEnum>.Of[value];

    /// <summary>Reads a word of the wire; false for anything that is not exactly one of the values.</summary>
    public static bool TryParse<TEnum>(string? word, out TEnum value)
        where TEnum : struct, Enum
    {
        value = default;
        return word is not null && Words<TEnum>.Values.TryGetValue(word, out value);
    }
}
