using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Demo;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace MealDispatch.Registry.Tests.Demo;

public sealed class TownSeedTests(RegistryFactory registry) : IClassFixture<RegistryFactory>
{
    [Fact]
    public async Task Seed_MakesTheTown_AndASecondTimeChangesNothing()
    {
        await registry.DrainAsync();
        var before = await CountsAsync();
        var published = registry.Bus.Published.Count;
        Assert.Equal((300, 11, 300 + 60 + 4 + 11 + DemoTown.Riders, 60), before);

        foreach (var seed in registry.Services.GetServices<IDemoSeed>())
            await seed.SeedAsync(CancellationToken.None);
        await registry.DrainAsync();

        Assert.Equal(before, await CountsAsync());
        Assert.Equal(published, registry.Bus.Published.Count);
    }

    [Fact]
    public async Task Seed_TellsTheServicesEverything()
    {
        await registry.DrainAsync();
        Assert.Equal(300, registry.Bus.PublishedOf<ResidentChanged>().Select(m => m.ResidentId).Distinct().Count());
        Assert.Equal(300, registry.Bus.PublishedOf<ResidentContactChanged>().Select(m => m.ResidentId).Distinct().Count());
        Assert.Equal(60, registry.Bus.PublishedOf<FamilyLinkChanged>().Count(m => m.Active));
        Assert.Equal(11, registry.Bus.PublishedOf<SiteChanged>().Count);
        Assert.Contains(registry.Bus.PublishedOf<PersonChanged>(), m => m.Roles.Contains(Role.Admin));
    }

    [Fact]
    public void Residents_HaveValidNumbers_AgesFrom55To98_AndLiveNearEverySite()
    {
        var entries = Enumerable.Range(1, DemoTown.Residents).Select(DemoResidents.Entry).ToList();
        Assert.Equal(300, entries.Select(e => e.IdNumber!.Value).Distinct().Count());
        Assert.All(entries, e => Assert.Equal((e.BirthDate, e.Gender), (e.IdNumber!.BirthDate, e.IdNumber.Gender)));
        Assert.Equal(55, entries.Min(e => 2026 - e.BirthDate.Year));
        Assert.Equal(98, entries.Max(e => 2026 - e.BirthDate.Year));
        foreach (var (_, site) in DemoSites.All())
            Assert.All(entries, e => Assert.True(Distance.Meters(site.Address.Point!, e.Address.Point!) <= 3000));
    }

    private async Task<(int Residents, int Sites, int Persons, int Links)> CountsAsync()
    {
        await using var db = registry.Read();
        return (await db.Residents.CountAsync(), await db.Sites.CountAsync(), await db.Persons.CountAsync(), await db.FamilyLinks.CountAsync());
    }
}
