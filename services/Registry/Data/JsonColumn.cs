using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Registry.Data;

internal static class JsonColumn
{
    /// <summary>A list that is always read and written whole, as JSON text.</summary>
    public static PropertyBuilder<IReadOnlyList<T>> HasJson<T>(this PropertyBuilder<IReadOnlyList<T>> property) =>
        property.HasConversion(
            list => JsonSerializer.Serialize(list, Json.Options),
            text => JsonSerializer.Deserialize<List<T>>(text, Json.Options)!,
            new ValueComparer<IReadOnlyList<T>>((a, b) => a!.SequenceEqual(b!), list => list.Count, list => list));

    /// <summary>An enum as its word of the wire.</summary>
    public static PropertyBuilder<TEnum> HasWord<TEnum>(this PropertyBuilder<TEnum> property)
        where TEnum : struct, Enum =>
        property.HasConversion(value => Json.Word(value), word => Parse<TEnum>(word)).HasMaxLength(20);

    private static TEnum Parse<TEnum>(string word)
        where TEnum : struct, Enum =>
        Json.TryParse<TEnum>(word, out var value) ? value : throw new InvalidOperationException($"Unknown word {word}");
}
