using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Registry.SignIn;

/// <summary>How often something limited happened since the first time in its window of real time.</summary>
internal sealed class Throttle
{
    public required string Key { get; init; }

    public int Count { get; set; }

    public required DateTime EndsAt { get; set; }
}

/// <summary>So many of a kind within ten minutes; what succeeds is not counted.</summary>
internal sealed record Limit(string Kind, int Most)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    public static readonly Limit CodesToOnePhone = new("codes-to", 5);
    public static readonly Limit CodesFromOneAddress = new("codes-from", 3000);
    public static readonly Limit FailedTries = new("tries", 10);
    public static readonly Limit FailedTriesFromOneAddress = new("tries-from", 1000);
    public static readonly Limit LinkCodesForOneResident = new("link-codes", 5);

    public async Task<bool> IsReachedAsync(RegistryDbContext db, string what, DateTime now, CancellationToken ct)
    {
        var key = KeyOf(what);
        return await db.Throttles.AsNoTracking().AnyAsync(t => t.Key == key && t.Count >= Most && t.EndsAt > now, ct);
    }

    public async Task CountAsync(RegistryDbContext db, string what, DateTime now, CancellationToken ct)
    {
        var throttle = await db.Throttles.FindAsync([KeyOf(what)], ct);
        if (throttle is null)
            db.Throttles.Add(throttle = new Throttle { Key = KeyOf(what), EndsAt = now + Window });
        if (throttle.EndsAt <= now)
            (throttle.Count, throttle.EndsAt) = (0, now + Window);
        throttle.Count++;
    }

    public Task ForgetAsync(RegistryDbContext db, string what, CancellationToken ct)
    {
        var key = KeyOf(what);
        return db.Throttles.Where(t => t.Key == key).ExecuteDeleteAsync(ct);
    }

    private string KeyOf(string what) => $"{Kind}:{what}";
}
