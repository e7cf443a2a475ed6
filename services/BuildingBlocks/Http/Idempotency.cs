using System.Security.Cryptography;
using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.BuildingBlocks.Http;

/// <summary>
/// A caller's <c>Idempotency-Key</c> with the hash of what was asked. Its row commits with the effect; a repeat is answered
/// with the resource as it is now; another body under the same key is refused; a refusal keeps nothing.
/// </summary>
public sealed record IdempotencyKey(string Caller, string Key, string RequestHash)
{
    public const string Header = "Idempotency-Key";
    private const int MaxLength = 128;

    /// <summary>The key of this request, null when it has none, or an error when the header is malformed.</summary>
    public static Result<IdempotencyKey?> Of<TRequest>(HttpContext http, Caller caller, TRequest request)
    {
        if (!http.Request.Headers.TryGetValue(Header, out var values))
            return (IdempotencyKey?)null;
        var key = values.ToString();
        if (values.Count != 1 || key.Length is < 1 or > MaxLength || !key.All(c => c is > ' ' and < (char)127))
            return new Invalid(Header, $"1 to {MaxLength} visible ASCII characters");
        var asked = JsonSerializer.SerializeToUtf8Bytes(new { Path = http.Request.Path.Value, Request = request }, Json.Options);
        return new IdempotencyKey(caller.Id.ToString("N"), key, Convert.ToHexStringLower(SHA256.HashData(asked)));
    }
}

/// <summary>The refusal of a key that came with another body before.</summary>
public sealed record IdempotencyKeyReused() : RuleRefused("idempotency.key-reused");

/// <summary>A row per kept key.</summary>
public sealed class KeptIdempotencyKey
{
    public required string Caller { get; init; }

    public required string Key { get; init; }

    public required string RequestHash { get; init; }

    public required string ResourceId { get; init; }

    /// <summary>Real time; rows are kept 72 h.</summary>
    public required DateTime CreatedAt { get; init; }
}

public static class IdempotencyExtensions
{
    /// <summary>The id of the resource that this key made before; null for a new key (or none).</summary>
    public static async Task<Result<string?>> FindRepeatAsync(this ServiceDbContext db, IdempotencyKey? key, CancellationToken ct)
    {
        if (key is null)
            return (string?)null;
        var kept = await db.IdempotencyKeys.AsNoTracking().SingleOrDefaultAsync(k => k.Caller == key.Caller && k.Key == key.Key, ct);
        if (kept is null)
            return (string?)null;
        return kept.RequestHash == key.RequestHash ? kept.ResourceId : new IdempotencyKeyReused();
    }

    /// <summary>Keeps the key with the effect of this unit; nothing when there is no key.</summary>
    public static void KeepKey(this ServiceDbContext db, IdempotencyKey? key, string resourceId, TimeProvider time)
    {
        if (key is not null)
        {
            db.IdempotencyKeys.Add(new KeptIdempotencyKey
            {
                Caller = key.Caller,
                Key = key.Key,
                RequestHash = key.RequestHash,
                ResourceId = resourceId,
                CreatedAt = time.GetUtcNow().UtcDateTime,
            });
        }
    }

    /// <summary>Frees the keys of a resource that came to nothing.</summary>
    public static Task FreeKeysAsync(this ServiceDbContext db, string resourceId, CancellationToken ct) =>
        db.IdempotencyKeys.Where(k => k.ResourceId == resourceId).ExecuteDeleteAsync(ct);
}
