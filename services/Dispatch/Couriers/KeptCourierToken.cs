using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>An access token of a courier. Times are real time.</summary>
/// <param name="Refresh">What renews it, where the courier gives such a thing.</param>
internal sealed record CourierToken(string Value, DateTimeOffset FetchedAt, DateTimeOffset ExpiresAt, string? Refresh = null);

/// <summary>Where tokens survive a restart and are shared by instances: a callback may be signed with one that another fetched.</summary>
internal interface ICourierTokenStore
{
    /// <summary>Newest first; those that expired long ago may be left out.</summary>
    Task<IReadOnlyList<CourierToken>> LoadAsync(string provider, CancellationToken ct);

    Task SaveAsync(string provider, CourierToken token, CancellationToken ct);
}

/// <summary>A courier's access token as it is kept; real time, UTC.</summary>
internal sealed class KeptCourierToken
{
    public required Guid Id { get; init; }

    public required string Provider { get; init; }

    public required string Value { get; init; }

    public required DateTime FetchedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }

    /// <summary>Null where the courier gives none.</summary>
    public string? Refresh { get; init; }
}

internal sealed class CourierTokenStore(Database<DispatchDbContext> database) : ICourierTokenStore
{
    private const int MostRemembered = 5;

    public async Task<IReadOnlyList<CourierToken>> LoadAsync(string provider, CancellationToken ct)
    {
        await using var db = database.Read();
        var kept = await db.CourierTokens.Where(t => t.Provider == provider)
            .OrderByDescending(t => t.FetchedAt).Take(MostRemembered).ToListAsync(ct);
        return [.. kept.Select(t => new CourierToken(t.Value, Utc(t.FetchedAt), Utc(t.ExpiresAt), t.Refresh))];
    }

    public Task SaveAsync(string provider, CourierToken token, CancellationToken ct) =>
        database.WriteAsync(
            async unit =>
            {
                await unit.Db.CourierTokens
                    .Where(t => t.Provider == provider && t.ExpiresAt < token.FetchedAt.UtcDateTime.AddDays(-1)).ExecuteDeleteAsync(ct);
                unit.Db.CourierTokens.Add(new KeptCourierToken
                {
                    Id = Ids.New(),
                    Provider = provider,
                    Value = token.Value,
                    FetchedAt = token.FetchedAt.UtcDateTime,
                    ExpiresAt = token.ExpiresAt.UtcDateTime,
                    Refresh = token.Refresh,
                });
            },
            ct);

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
