using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Decisions;

/// <summary>A resident of one town eats at a site of another: decided and paid by their own, and both see what concerns them.</summary>
public sealed class OtherTownTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Guest_IsDecidedByTheirOwnTown_AndPaidFromItsBudget()
    {
        var (home, host) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));
        var site = await SiteOfAsync(host);
        var order = home.AnOrder(site: site);

        var decided = await home.PlaceAsync(order);
        await home.ServeAsync(order);

        Assert.Equal([home.Scheme], decided.Grants.Select(g => g.Scheme));
        Assert.Equal((0, 600, 99_999_400), await home.BudgetAsync());
        Assert.Equal((0, 0, 100_000_000), await host.BudgetAsync());
        Assert.Equal(600, (await home.GivenAsync())["granted:" + site]);
        Assert.Empty(await host.GivenAsync());
        Assert.Equal(600, (long)(await home.Auditor.GetJsonAsync("/api/subsidy/report?month=2025-07"))["total"]!["subsidyFen"]!);
        Assert.Equal(0, (long)(await host.Auditor.GetJsonAsync("/api/subsidy/report?month=2025-07"))["total"]!["subsidyFen"]!);
    }

    [Fact]
    public async Task BothTowns_SeeTheMeal_AndNeitherTheOthersMatters()
    {
        var (home, host, third) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));
        var site = await SiteOfAsync(host);
        var (order, athome) = (home.AnOrder(site: site), home.AnOrder());
        var decided = await home.PlaceAsync(order);
        var own = await home.PlaceAsync(athome);
        var path = $"/api/subsidy/decisions/{decided.DecisionId}";

        var (payer, server) = (await home.Auditor.GetJsonAsync(path), await host.Auditor.GetJsonAsync(path + "?replay=true"));

        Assert.Equal((home.Subdistrict, host.Subdistrict), ((string)payer["subdistrict"]!, (string)payer["siteSubdistrict"]!));
        Assert.NotNull(payer["facts"]);
        Assert.Equal(600, (long)server["totalFen"]!);
        Assert.Equal(600, (long)server["grants"]![0]!["amountFen"]!);
        foreach (var hidden in new[] { "residentId", "community", "facts", "explanation", "evidence", "replay" })
            Assert.Null(server[hidden]);
        foreach (var hidden in new[] { server["steps"], server["refusals"], server["ledger"], server["grants"]![0]!["funders"] })
            Assert.Empty(hidden!.AsArray());
        await (await third.Officer.GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await host.Officer.GetAsync($"/api/subsidy/decisions/{own.DecisionId}")).ProblemAsync(404, "request.not-found");
        Assert.Equal([order.Number], await NumbersAsync(host));
        Assert.Equal(new[] { order.Number, athome.Number }.Order(), await NumbersAsync(home));
        Assert.Empty(await NumbersAsync(third));
    }

    [Fact]
    public async Task Site_ThatBecomesKnownLater_IsNotedOnWhatWasDecided()
    {
        var (home, host) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));
        var order = home.AnOrder(site: "G-" + host.Subdistrict[2..]);
        var decided = await home.PlaceAsync(order);
        await (await host.Auditor.GetAsync($"/api/subsidy/decisions/{decided.DecisionId}")).ProblemAsync(404, "request.not-found");

        await SiteOfAsync(host);

        await (await host.Auditor.GetAsync($"/api/subsidy/decisions/{decided.DecisionId}")).JsonAsync();
    }

    private static async Task<IEnumerable<string>> NumbersAsync(ATown town) =>
        (await town.Auditor.GetJsonAsync("/api/subsidy/decisions?month=2025-07"))["items"]!.AsArray().Select(d => (string)d!["orderNumber"]!).Order();

    private async Task<string> SiteOfAsync(ATown town)
    {
        var code = "G-" + town.Subdistrict[2..];
        await factory.DeliverAsync(new SiteChanged
        {
            Code = code, Version = 1, Name = "客人来的食堂", Kind = SiteKind.Canteen, SuppliedBy = null, Subdistrict = town.Subdistrict, AddressText = "", Phone = null, Point = null,
            DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300, OrderWindows = [], ClosedDates = [], Couriers = [], OccurredAt = factory.Clock.Now,
        });
        return code;
    }
}
