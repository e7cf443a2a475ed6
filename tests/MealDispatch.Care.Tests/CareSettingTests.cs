using System.Text.Json.Nodes;
using MealDispatch.Care.Alerts.ClimbLadders;
using MealDispatch.Contracts;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

public sealed class CareSettingTests(CareFactory care) : IClassFixture<CareFactory>
{
    private static readonly object ShortLadder = new
    {
        concern = new { takenMinutes = 60, rungs = new object[] { new { step = "family", minutes = 7 }, new { step = "grid-steward", minutes = 9 } } },
        dutyPhones = new object[]
        {
            new { step = "grid-steward", community = "huaxin-1", name = "张管家", phone = "13600000001" },
            new { step = "grid-steward", community = (string?)null, name = "总管家", phone = "13600000009" },
        },
    };

    [Fact]
    public async Task Settings_NotSetYet_AreTheUsualOnes()
    {
        var rules = (await (await care.SignedInAsync(Role.Officer, "quiet-town")).GetJsonAsync("/api/care/settings"))!;

        Assert.Equal(0, (int?)rules["version"]);
        Assert.Equal(
            ["rider-calls", "family", "canteen", "grid-steward", "officer", "emergency"],
            rules["rules"]!["concern"]!["rungs"]!.AsArray().Select(r => (string?)r!["step"]));
    }

    [Fact]
    public async Task Ladder_SetByTheSubdistrict_IsClimbedByItsStepsAndCallsItsCommunitysSteward()
    {
        await using var town = new CareFactory();
        await town.InitializeAsync();
        var officer = await town.SignedInAsync(Role.Officer);
        await (await officer.PutAsync("/api/care/settings", ShortLadder)).JsonAsync();
        var order = AnOrder.New();
        await town.DeliverAsync(town.AContact(order.Resident));
        await town.DeliverAsync(town.AResident(order.Resident));
        await town.DeliverAsync(town.AReport(order, WelfareLevel.Concern));
        Assert.Equal("family", (string?)(await officer.AlertAsync(order))["step"]);

        town.Clock.Now += Duration.FromMinutes(7);
        await town.RunJobAsync<ClimbLaddersJob>();
        var alert = await officer.AlertAsync(order);
        Assert.Equal("grid-steward", (string?)alert["step"]);
        Assert.Equal(["张管家", "李明"], alert["calls"]!.AsArray().Select(c => (string?)c!["name"]));

        town.Clock.Now += Duration.FromMinutes(9);
        await town.RunJobAsync<ClimbLaddersJob>();
        Assert.True((bool)(await officer.AlertAsync(order))["atTop"]!);
    }

    [Fact]
    public async Task Settings_Changed_KeepWhoWhenBeforeAndAfter()
    {
        var person = BuildingBlocks.Ids.New();
        var officer = await care.SignedInAsync(Role.Officer, "history-town", personId: person);
        await (await officer.PutAsync("/api/care/settings", ShortLadder)).JsonAsync();
        care.Clock.Now += Duration.FromMinutes(1);
        var second = await (await officer.PutAsync("/api/care/settings", new { dutyPhones = Array.Empty<object>(), version = 1 })).JsonAsync();
        Assert.Equal(2, (int?)second["version"]);
        Assert.Equal(7, (int?)second["rules"]!["concern"]!["rungs"]![0]!["minutes"]);

        var history = (await (await care.SignedInAsync(Role.Auditor, "history-town")).GetJsonAsync("/api/care/settings/history"))["items"]!.AsArray();

        Assert.Equal([2, 1], history.Select(c => (int)c!["version"]!));
        Assert.All(history, c => Assert.Equal(person, (Guid)c!["by"]!));
        Assert.Equal(2, history[0]!["before"]!["dutyPhones"]!.AsArray().Count);
        Assert.Empty(history[0]!["after"]!["dutyPhones"]!.AsArray());
        Assert.Equal(6, history[1]!["before"]!["concern"]!["rungs"]!.AsArray().Count);

        var first = await officer.GetJsonAsync("/api/care/settings/history?limit=1");
        var next = await officer.GetJsonAsync($"/api/care/settings/history?limit=1&after={first["next"]}");
        Assert.True(JsonNode.DeepEquals(history[1], next["items"]![0]));
    }

    [Fact]
    public async Task Settings_ByAStaleVersionOrSomebodyElse_AreNotChanged()
    {
        var officer = await care.SignedInAsync(Role.Officer, "stale-town");
        await (await officer.PutAsync("/api/care/settings", ShortLadder)).JsonAsync();

        await (await officer.PutAsync("/api/care/settings", new { version = 0 })).ProblemAsync(409, "request.stale-version");
        foreach (var role in new[] { Role.Auditor, Role.CanteenStaff, Role.Resident })
            await (await (await care.SignedInAsync(role, "stale-town")).PutAsync("/api/care/settings", ShortLadder)).ProblemAsync(403, "auth.not-allowed");
        Assert.Equal(1, (int?)(await officer.GetJsonAsync("/api/care/settings"))["version"]);
    }

    [Theory]
    [InlineData("""{ "concern": { "takenMinutes": 5, "rungs": [] } }""")]
    [InlineData("""{ "concern": { "takenMinutes": 0, "rungs": [ { "step": "family", "minutes": 5 } ] } }""")]
    [InlineData("""{ "urgent": { "takenMinutes": 5, "rungs": [ { "step": "family", "minutes": 0 } ] } }""")]
    [InlineData("""{ "urgent": { "takenMinutes": 5, "rungs": [ null ] } }""")]
    [InlineData("""{ "urgent": { "takenMinutes": 5, "rungs": [ { "step": "officer", "minutes": 5 }, { "step": "family", "minutes": 5 } ] } }""")]
    [InlineData("""{ "urgent": { "takenMinutes": 5, "rungs": [ { "step": "family", "minutes": 5 }, { "step": "family", "minutes": 5 } ] } }""")]
    [InlineData("""{ "dutyPhones": [ { "step": "family", "name": "x", "phone": "1" } ] }""")]
    [InlineData("""{ "dutyPhones": [ { "step": "officer", "name": "x", "phone": "call me" } ] }""")]
    [InlineData("""{ "dutyPhones": [ null ] }""")]
    public async Task Settings_ThatCannotHold_AreInvalid(string body) =>
        await (await (await care.SignedInAsync(Role.Officer)).PutAsync("/api/care/settings", JsonNode.Parse(body))).ProblemAsync(400, "request.invalid");
}
