using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace MealDispatch.CourierSandbox.Riders;

/// <summary>A price that was named for an order as it was asked, and until when it holds.</summary>
internal sealed record Quoted(string Number, string Code, JsonElement Asked, DateTimeOffset ExpiresAt);

/// <summary>Prices that a courier named and that nobody has ordered at yet; each is good once.</summary>
internal sealed class Quotes(TimeProvider time)
{
    private const long RiseFen = 200;
    private static readonly TimeSpan GoodFor = TimeSpan.FromMinutes(3);
    private readonly ConcurrentDictionary<string, Quoted> byNumber = new();
    private readonly ConcurrentDictionary<string, long> risen = new();
    private long given;

    public long Given => Interlocked.Read(ref given);

    public Quoted Give(string code, JsonElement asked)
    {
        var number = Interlocked.Increment(ref given).ToString(CultureInfo.InvariantCulture);
        return byNumber[number] = new Quoted(number, code, asked, time.GetUtcNow() + GoodFor);
    }

    /// <summary>Null when it was never named, or is over.</summary>
    public Quoted? Take(string? number, Faults faults)
    {
        if (number is null || !byNumber.TryRemove(number, out var quoted))
            return null;
        if (faults.Strike(Fault.PriceRises))
        {
            risen.AddOrUpdate(quoted.Code, RiseFen, (_, fen) => fen + RiseFen);
            return null;
        }

        return quoted.ExpiresAt > time.GetUtcNow() && !faults.Strike(Fault.QuoteExpired) ? quoted : null;
    }

    /// <summary>Fen by which the price of an order has risen since it was first named.</summary>
    public long RiseOf(string code) => risen.GetValueOrDefault(code);
}
