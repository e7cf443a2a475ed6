using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>The words of an enum on the wire, kebab-case; reading takes exactly these, no other case and no numbers.</summary>
internal static class Words<TEnum>
    where TEnum : struct, Enum
{
    public static readonly FrozenDictionary<TEnum, string> Of =
        Enum.GetValues<TEnum>().ToFrozenDictionary(v => v, v => JsonNamingPolicy.KebabCaseLower.ConvertName(v.ToString()));

    public static readonly FrozenDictionary<string, TEnum> Values = Of.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);
}

internal sealed class WordConverterFactory : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(WordConverter<>).MakeGenericType(typeToConvert))!;

    [SuppressMessage("Performance", "CA1812", Justification = "Made by the factory")]
    private sealed class WordConverter<TEnum> : JsonConverter<TEnum>
        where TEnum : struct, Enum
    {
        public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Words<TEnum>.Values.TryGetValue(reader.GetString()!, out var value)
                ? value
                : throw new JsonException();

        public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) => writer.WriteStringValue(Words<TEnum>.Of[value]);
    }
}
