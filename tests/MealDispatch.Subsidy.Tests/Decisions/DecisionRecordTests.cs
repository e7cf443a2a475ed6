using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Decisions;

/// <summary>What officers and auditors read: the record and its replay, previews, the report.</summary>
public sealed class DecisionRecordTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Decision_AfterANewVersionOfTheScheme_ReplaysWithItsOwn()
    {
        var town = await ATown.OpenAsync(factory);
        var order = town.AnOrder(on: ATown.Today.PlusDays(6));
        var decided = await town.PlaceAsync(order);
        await town.ActivateAsync(town.SchemeJson(s => s with
        {
            EffectiveFrom = ATown.Today.PlusDays(5),
            Tiers = [new Tier("60+", s.Tiers[0].When, new Benefit.Fixed(100))],
        }));

        var record = await town.Auditor.GetJsonAsync($"/api/subsidy/decisions/{decided.DecisionId}?replay=true");

        Assert.True((bool)record["replay"]!["agrees"]!);
        Assert.Equal(600, (long)record["totalFen"]!);
        Assert.Equal("open", (string)record["status"]!);
        Assert.Equal(800, (long)record["steps"]![0]!["benefitFen"]!);
        Assert.Equal("reserved", (string)record["rights"]![0]!["status"]!);
        Assert.Equal("reserve", (string)record["ledger"]![0]!["kind"]!);
        Assert.Equal(100, (await town.PlaceAsync(town.AnOrder(on: ATown.Today.PlusDays(5)))).TotalFen);
        Assert.Equal(600, (await town.PlaceAsync(town.AnOrder(on: ATown.Today.PlusDays(4)))).TotalFen);
    }

    [Fact]
    public async Task Decision_OfAnotherSubdistrict_IsNotThere()
    {
        var (town, other) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));
        var decided = await town.PlaceAsync(town.AnOrder());

        await (await other.Officer.GetAsync($"/api/subsidy/decisions/{decided.DecisionId}")).ProblemAsync(404, "request.not-found");
        await (await other.Officer.GetAsync($"/api/subsidy/decisions/{Ids.New()}")).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Report_ByEachGrouping_CountsWhatWasConsumed()
    {
        var town = await ATown.OpenAsync(factory);
        var (served, cancelled, open) = (town.AnOrder(site: "HX03"), town.AnOrder(), town.AnOrder());
        foreach (var order in new[] { served, cancelled, open })
            await town.PlaceAsync(order);
        await town.ServeAsync(served);
        await town.CancelAsync(cancelled);

        foreach (var (grouping, key) in new[] { ("site", "HX03"), ("community", "c-1"), ("tier", $"{town.Scheme} 60+"), ("day", "2025-07-01"), ("channel", "dine-in") })
        {
            var report = await town.Auditor.GetJsonAsync($"/api/subsidy/report?month=2025-07&groupBy={grouping}");
            var line = Assert.Single(report["items"]!.AsArray(), l => (long)l!["meals"]! > 0);
            Assert.Equal(key, (string)line!["key"]!);
            Assert.Equal((1, 1600, 600, 1000), ((long)line["meals"]!, (long)line["foodFen"]!, (long)line["subsidyFen"]!, (long)line["ownFen"]!));
            Assert.Equal(600, report["items"]!.AsArray().Sum(l => (long)l!["reservedFen"]!));
            Assert.Equal(600, (long)report["total"]!["subsidyFen"]!);
        }
        Assert.Empty((await town.Auditor.GetJsonAsync("/api/subsidy/report?month=2025-08"))["items"]!.AsArray());
        await (await town.Auditor.GetAsync("/api/subsidy/report?month=2025-13")).ProblemAsync(400, "request.invalid");
        await (await town.Auditor.GetAsync("/api/subsidy/report?month=2025-07&groupBy=moon")).ProblemAsync(400, "request.invalid");
    }

    [Fact]
    public async Task Preview_UsesTheResidentsCopy_AndTakesNothing()
    {
        var town = await ATown.OpenAsync(factory);
        var resident = Ids.New();
        await factory.DeliverAsync(AResident(town, resident, 2, new LocalDate(1965, 7, 1)));
        await factory.DeliverAsync(AResident(town, resident, 1, new LocalDate(2000, 1, 1)));
        var body = new { residentId = resident, siteCode = "HX01", serviceDate = "2025-07-01", mealPeriod = "lunch", channel = "delivery", foodFen = 1600, deliveryFeeFen = 300 };

        var onTheBirthday = await (await town.Officer.PostAsync("/api/subsidy/preview", body)).JsonAsync();
        var paused = await (await town.Officer.PostAsync("/api/subsidy/preview", body with { serviceDate = "2025-08-01" })).JsonAsync();

        Assert.Equal(600, (long)onTheBirthday["totalFen"]!);
        Assert.Equal("resident-not-active", (string)paused["refusals"]![0]!["reason"]!);
        Assert.Empty(await town.GivenAsync());
        var self = await factory.SignedInAsync(Role.Resident, null, residentId: resident);
        await (await self.PostAsync("/api/subsidy/preview", body)).JsonAsync();
        var stranger = await factory.SignedInAsync(Role.Resident, null, residentId: Ids.New());
        await (await stranger.PostAsync("/api/subsidy/preview", body)).ProblemAsync(404, "request.not-found");
    }

    [Fact]
    public async Task Preview_OfAResidentNobodyKnows_IsNotFound()
    {
        var town = await ATown.OpenAsync(factory);
        factory.Bus.Answer<FindResident, ResidentFound>(_ => new ResidentFound { Exists = false });

        var answer = await town.Officer.PostAsync(
            "/api/subsidy/preview",
            new { residentId = Ids.New(), siteCode = "HX01", serviceDate = "2025-07-01", mealPeriod = "lunch", channel = "delivery", foodFen = 1600, deliveryFeeFen = 300 });

        await answer.ProblemAsync(404, "request.not-found");
    }

    private ResidentChanged AResident(ATown town, Guid id, int version, LocalDate birthDate) => new()
    {
        ResidentId = id,
        Version = version,
        BirthDate = birthDate,
        Statuses = [new ResidentStatusPeriod(ResidentStatus.Active, null, new LocalDate(2025, 7, 31)), new ResidentStatusPeriod(ResidentStatus.Paused, new LocalDate(2025, 8, 1), null)],
        Categories = [],
        Subdistrict = town.Subdistrict,
        Community = null,
        Point = null,
        DietTags = [],
        OccurredAt = factory.Clock.Now,
    };
}
