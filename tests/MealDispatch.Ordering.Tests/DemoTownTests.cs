using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace MealDispatch.Ordering.Tests;

public sealed class DemoTownTests(MealAccounts.MealAccountTests.DemoFactory factory) : IClassFixture<MealAccounts.MealAccountTests.DemoFactory>
{
    [Fact]
    public async Task Menus_WhereverTheDemoClockIs_AreThere()
    {
        await factory.DeliverAsync(factory.ASite("HX07"));
        factory.Clock.Now = Instant.FromUtc(2026, 3, 10, 4, 0);

        var menus = (await factory.CreateClient().GetJsonAsync("/api/sites/HX07/menus?from=2026-03-07&to=2026-03-24"))["items"]!.AsArray();

        Assert.Equal(18 * 2, menus.Count);
        Assert.All(menus, m => Assert.Equal(1600, (long)m!["items"]!.AsArray().Single(i => (string?)i!["code"] == "A")!["priceFen"]!));
        Assert.All(menus, m => Assert.Contains(m!["items"]!.AsArray(), i => (long)i!["priceFen"]! == 1000 && (string?)i["kind"] == "set-meal"));
    }

    [Fact]
    public async Task Accounts_SeededTwice_HoldTwoHundredYuanOnce()
    {
        foreach (var seed in factory.Services.GetServices<IDemoSeed>())
            await seed.SeedAsync(CancellationToken.None);
        await using var db = factory.Database.Read();

        Assert.Equal(DemoTown.OpeningBalanceFen, db.MealAccounts.Single(a => a.ResidentId == DemoTown.ResidentId(300)).BalanceFen);
        Assert.Equal(1, db.MealAccountEntries.Count(e => e.ResidentId == DemoTown.ResidentId(300)));
    }
}
