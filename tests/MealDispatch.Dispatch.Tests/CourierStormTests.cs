using System.Diagnostics.CodeAnalysis;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.CourierSandbox.Riders;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>
/// Many deliveries over all four couriers, which misbehave in every way they can, at random from a seed and on a clock that runs ahead:
/// never two live attempts, no end that is left again, nothing unknown for two minutes, and in the end what the courier's own server has.
/// </summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class CourierStormTests : IAsyncLifetime
{
    private const int MostMinutes = 60;
    private static readonly Duration LongestUnknown = Duration.FromMinutes(2);

    private static readonly Dictionary<Fault, double> Weather = new()
    {
        [Fault.LostAnswer] = 0.06, [Fault.Slow] = 0.08, [Fault.ServerError] = 0.05, [Fault.Busy] = 0.03,
        [Fault.CallbackFirst] = 0.1, [Fault.CallbackTwice] = 0.15, [Fault.CallbackOvertaken] = 0.15, [Fault.CallbackLate] = 0.1, [Fault.CallbackLost] = 0.15,
        [Fault.CallbackForged] = 0.1, [Fault.OldToken] = 0.1, [Fault.UnknownCode] = 0.1,
        [Fault.NoRider] = 0.08, [Fault.RiderChanged] = 0.12, [Fault.RiderCancels] = 0.08, [Fault.NoAnswer] = 0.05, [Fault.Returned] = 0.05,
        [Fault.PickupRace] = 0.5, [Fault.PositionJump] = 0.1,
    };

    private static readonly string[][] Lists =
    [
        ["fengniao-v2", "dada", "meituan", "fengniao-v3"], ["dada", "meituan", "fengniao-v3", "fengniao-v2"],
        ["meituan", "fengniao-v3", "fengniao-v2", "dada"], ["fengniao-v3", "fengniao-v2", "dada", "meituan"],
    ];

    private readonly SandboxTown town = new();
    private readonly Dictionary<Guid, AttemptState> ends = [];
    private readonly Dictionary<Guid, Instant> unknownSince = [];
    private int unknowns;

    public Task InitializeAsync() => town.InitializeAsync();

    public Task DisposeAsync() => ((IAsyncLifetime)town).DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public Task Forty_InTheStorm_EndAsTheCouriersHaveThem(int seed) => StormAsync(deliveries: 40, seed, perSecond: 4);

    [FullScopeFact]
    public Task AThousand_InTheStorm_EndAsTheCouriersHaveThem() => StormAsync(deliveries: 1000, seed: 3, perSecond: 4);

    private async Task StormAsync(int deliveries, int seed, int perSecond)
    {
        var random = new Random(seed);
        foreach (var courier in town.Couriers)
        {
            courier.Faults.Seed(seed);
            foreach (var (fault, share) in Weather)
                courier.Faults.Set(fault, share);
        }

        for (var i = 0; i < Lists.Length; i++)
            await town.DeliverAsync(town.ASite(Lists[i], version: 1) with { Code = $"S{i}" });
        town.Clock.Now = DispatchFactory.ServeFrom;
        var orders = new List<OrderConfirmed>();
        for (var second = 0; ; second++)
        {
            Assert.True(second < MostMinutes * 60, await UnfinishedAsync());
            for (var i = 0; i < perSecond && orders.Count < deliveries; i++)
                orders.Add(await GivenDueAsync(random));
            if (random.Next(20) == 0)
                await town.CancelAsync(orders[random.Next(orders.Count)]);
            if (random.Next(60) == 0)
                town.CourierOf(Lists[0][random.Next(4)]).ExpireTokens();
            await town.LetPassAsync(1, step: 1);
            if (second % 10 == 9 && await HoldsSoFarAsync() && orders.Count == deliveries)
                break;
        }

        await AssertSettledAsync(deliveries);
        Assert.Empty(town.LoggedErrors);
    }

    private async Task<OrderConfirmed> GivenDueAsync(Random random)
    {
        var now = town.Clock.Now;
        var order = town.AnOrder() with
        {
            SiteCode = $"S{random.Next(Lists.Length)}",
            CutoffAt = now - Duration.FromHours(1),
            ServeFrom = now,
            ServeTo = now + Duration.FromHours(2),
        };
        await town.GivenContactAsync(order.ResidentId);
        await town.DeliverAsync(order, order.OrderId);
        return order;
    }

    /// <summary>Checks what must hold at any time; true when all is over.</summary>
    private async Task<bool> HoldsSoFarAsync()
    {
        var (found, attempts) = await ReadAsync();
        foreach (var (deliveryId, own) in attempts.GroupBy(a => a.DeliveryId).Select(g => (g.Key, g.ToList())))
        {
            Assert.True(own.Count(a => a.Live) <= 1, $"{deliveryId} has two live attempts");
            Assert.Equal(own.Count, own.Select(a => a.Code).Distinct().Count());
        }

        // Nobody whom we gave up is still on his way; what never arrived may yet arrive, and is then taken back.
        foreach (var gone in attempts.Where(a => a is { Live: false, IsOwnRiders: false, IsGivenUpAsAbsent: false }))
            Assert.True(town.CourierOf(gone.Provider).Find(gone.Code) is not { IsEnded: false }, $"still underway: {Told(gone)}");

        foreach (var attempt in attempts)
        {
            if (ends.TryGetValue(attempt.Id, out var end))
                Assert.Equal(end, attempt.State);
            else if (attempt.State.IsTerminal())
                ends[attempt.Id] = attempt.State;
            if (attempt.State != AttemptState.Unknown)
                unknownSince.Remove(attempt.Id);
            else if (unknownSince.TryAdd(attempt.Id, town.Clock.Now))
                unknowns++;
            else
                Assert.True(town.Clock.Now - unknownSince[attempt.Id] < LongestUnknown, $"unknown for too long: {Told(attempt)}");
        }

        return found.All(d => d.IsEnded || attempts.Any(a => a is { Live: true, IsOwnRiders: true } && a.DeliveryId == d.Id))
            && town.Couriers.All(courier => courier.All.All(order => order.IsEnded)) && !attempts.Any(a => a.Stray);
    }

    private async Task AssertSettledAsync(int deliveries)
    {
        var (found, attempts) = await ReadAsync();
        Assert.Equal(deliveries, found.Count);
        foreach (var attempt in attempts.Where(a => !a.IsOwnRiders))
        {
            var theirs = town.CourierOf(attempt.Provider).Find(attempt.Code)?.State;
            var same = attempt.State switch
            {
                AttemptState.Delivered => theirs is OrderState.Delivered,
                AttemptState.Returned => theirs is OrderState.Returned,
                _ => theirs is null or OrderState.Cancelled or OrderState.Failed or OrderState.Returned,
            };
            Assert.True(same, $"the courier has {theirs}: {Told(attempt)}");
        }

        Assert.True(attempts.Count(a => a.State == AttemptState.Delivered) > deliveries / 2);
        Assert.True(attempts.Count > deliveries, "nobody was asked after another");
        if (deliveries < 1000)
            return;
        // So many cannot all have been lucky: the storm was one.
        await using var db = town.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        var verdicts = await db.AttemptEvents.Select(e => e.Verdict).Distinct().ToListAsync();
        Assert.Superset(
            new HashSet<EventVerdict> { EventVerdict.Taken, EventVerdict.Stale, EventVerdict.NoState, EventVerdict.Hint, EventVerdict.Forged },
            verdicts.ToHashSet());
        Assert.True(unknowns > 0);
    }

    private async Task<(List<Delivery> Deliveries, List<DeliveryAttempt> Attempts)> ReadAsync()
    {
        await using var db = town.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return (await db.Deliveries.ToListAsync(), await db.Attempts.ToListAsync());
    }

    private async Task<string> UnfinishedAsync()
    {
        var (_, attempts) = await ReadAsync();
        return $"not over after {MostMinutes} minutes: " + string.Join('\n', attempts.Where(a => a.Live && !a.IsOwnRiders || a.Stray).Select(Told).Take(10));
    }

    private string Told(DeliveryAttempt attempt) =>
        $"{attempt.Provider} {attempt.Code} {attempt.State} tries {attempt.Tries} absences {attempt.Absences} cancel {attempt.CancelWanted} "
        + $"failure {attempt.Failure} {attempt.RawCode}; theirs: "
        + string.Join(", ", town.CourierOf(attempt.Provider).Find(attempt.Code)?.Log.Select(e => $"{e.State} {e.Trouble}") ?? ["nothing"]);
}
