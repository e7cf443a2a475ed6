using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace MealDispatch.Ordering.Data;

/// <summary>An enum as its word on the wire.</summary>
internal sealed class WordColumn<TEnum>() : ValueConverter<TEnum, string>(v => WordOf(v), w => ValueOf(w))
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Words = Enum.GetValues<TEnum>().ToFrozenDictionary(v => v, v => Json.Word(v));
    private static readonly FrozenDictionary<string, TEnum> Values = Words.ToFrozenDictionary(w => w.Value, w => w.Key);

    private static string WordOf(TEnum value) => Words[value];

    private static TEnum ValueOf(string word) => Values[word];
}

internal static class JsonColumns
{
    /// <summary>Keeps an immutable value as JSON text; it changes by being replaced.</summary>
    public static PropertyBuilder<T> HasJson<T>(this PropertyBuilder<T> property)
    {
        property.HasConversion(new JsonColumn<T>(), new SameInstance<T>());
        return property;
    }

    private sealed class JsonColumn<T>() : ValueConverter<T, string>(
        v => JsonSerializer.Serialize(v, Json.Options), s => JsonSerializer.Deserialize<T>(s, Json.Options)!);

    private sealed class SameInstance<T>() : ValueComparer<T>(
        (a, b) => ReferenceEquals(a, b), v => RuntimeHelpers.GetHashCode(v), v => v);
}
