using System.Diagnostics.CodeAnalysis;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using MealDispatch.Dispatch.Deliveries;
using MealDispatch.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Dispatch.Tests;

/// <summary>Many deliveries in the <see cref="CourierStorm"/>, on a clock that runs ahead.</summary>
[SuppressMessage("Design", "CA1001", Justification = "xunit disposes through IAsyncLifetime.")]
public sealed class CourierStormTests : IAsyncLifetime
{
    private const int MostMinutes = 60;

    private readonly SandboxTown town = new();
    private readonly CourierStorm storm;

    public CourierStormTests() => storm = new CourierStorm(provider => town.CourierOf(provider));

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
        CourierStorm.Brew(town.Couriers, seed);
        for (var i = 0; i < CourierStorm.Lists.Length; i++)
            await town.DeliverAsync(town.ASite(CourierStorm.Lists[i], version: 1) with { Code = $"S{i}", CourierLimits = CourierStorm.LimitsOf(i) });
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
                town.CourierOf(CourierStorm.Lists[0][random.Next(4)]).ExpireTokens();
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
            SiteCode = $"S{random.Next(CourierStorm.Lists.Length)}",
            CutoffAt = now - Duration.FromHours(1),
            ServeFrom = now,
            ServeTo = now + Duration.FromHours(2),
        };
        await town.GivenContactAsync(order.ResidentId);
        await town.DeliverAsync(order, order.OrderId);
        return order;
    }

    private async Task<bool> HoldsSoFarAsync()
    {
        var (found, attempts) = await ReadAsync();
        storm.HoldsSoFar(attempts, town.Clock.Now);
        return CourierStorm.IsOver(found, attempts, town.Couriers);
    }

    private async Task AssertSettledAsync(int deliveries)
    {
        var (found, attempts) = await ReadAsync();
        Assert.Equal(deliveries, found.Count);
        storm.IsAsTheCouriersHaveIt(attempts, deliveries);
        if (deliveries < 1000)
            return;
        // So many cannot all have been lucky: the storm was one.
        await using var db = town.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        var verdicts = await db.AttemptEvents.Select(e => e.Verdict).Distinct().ToListAsync();
        Assert.Superset(
            new HashSet<EventVerdict> { EventVerdict.Taken, EventVerdict.Stale, EventVerdict.NoState, EventVerdict.Hint, EventVerdict.Forged },
            verdicts.ToHashSet());
        Assert.True(storm.Unknowns > 0);
    }

    private async Task<(List<Delivery> Deliveries, List<DeliveryAttempt> Attempts)> ReadAsync()
    {
        await using var db = town.Services.GetRequiredService<Database<DispatchDbContext>>().Read();
        return (await db.Deliveries.ToListAsync(), await db.Attempts.ToListAsync());
    }

    private async Task<string> UnfinishedAsync() => $"not over after {MostMinutes} minutes: {storm.Unfinished((await ReadAsync()).Attempts)}";
}
