using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>The one shape of a list: items, and an opaque cursor for the next page or null.</summary>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Keyset paging: <c>?limit=</c> (default 50, at most 500) and <c>?after=</c>.</summary>
public static class Paging
{
    public const int DefaultLimit = 50;
    public const int MaxLimit = 500;

    public static int Limit(Check check, int? limit) => limit is null ? DefaultLimit : check.Range("limit", limit, 1, MaxLimit);

    /// <summary>The key of the last row seen, from the cursor; default when there is no cursor.</summary>
    public static TKey? After<TKey>(Check check, string? after)
        where TKey : class
    {
        if (string.IsNullOrEmpty(after))
            return null;
        try
        {
            var bytes = Base64Url.DecodeFromChars(after);
            if (JsonSerializer.Deserialize<TKey>(bytes, Json.Options) is { } key)
                return key;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
        }

        check.Fail("after", "is not a cursor of this list");
        return null;
    }

    /// <summary>Turns <c>limit + 1</c> rows into a page.</summary>
    public static Page<T> ToPage<T, TKey>(this IReadOnlyList<T> rows, int limit, Func<T, TKey> key) =>
        rows.Count <= limit
            ? new Page<T>(rows, null)
            : new Page<T>([.. rows.Take(limit)], Base64Url.EncodeToString(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(key(rows[limit - 1]), Json.Options))));
}
