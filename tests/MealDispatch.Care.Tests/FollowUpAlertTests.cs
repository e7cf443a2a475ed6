using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Testing;

namespace MealDispatch.Care.Tests;

public sealed class FollowUpAlertTests(CareFactory care) : IClassFixture<CareFactory>
{
    [Fact]
    public async Task Report_OfConcern_RaisesAnAlertWithWhomToCall()
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.AContact(order.Resident));
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern));

        var alert = await (await care.StaffAsync()).AlertAsync(order);

        Assert.Equal("open", (string?)alert["status"]);
        Assert.Equal("concern", (string?)alert["level"]);
        Assert.Equal("华新长者食堂", (string?)alert["siteName"]);
        Assert.Equal("王桂兰", (string?)alert["resident"]!["name"]);
        Assert.Equal("华新路1弄 2号 301", (string?)alert["resident"]!["address"]);
        Assert.Equal("13800000001", (string?)alert["resident"]!["contacts"]![0]!["phone"]);
        Assert.Equal("no-answer", (string?)alert["reports"]![0]!["codes"]![0]);
    }

    [Fact]
    public async Task Report_ThatAllIsWell_RaisesNothing()
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Well, "other"));

        Assert.Empty(await (await care.StaffAsync()).AlertsAsync(order));
    }

    [Fact]
    public async Task Counts_AreTheOpenAlertsByLevel_AlsoForAuditors()
    {
        var before = await CountsAsync();
        foreach (var level in new[] { WelfareLevel.Concern, WelfareLevel.Urgent, WelfareLevel.Urgent })
        {
            var order = AnOrder.New();
            await care.DeliverAsync(care.AContact(order.Resident));
            await care.DeliverAsync(care.AReport(order, level));
            if (level == WelfareLevel.Concern)
                await (await (await care.StaffAsync()).PostAsync($"/api/care/alerts/{(await (await care.StaffAsync()).AlertAsync(order))["id"]}/acknowledge", null)).JsonAsync();
        }

        var after = await CountsAsync();

        Assert.Equal((2, 1, 2), (after.Urgent - before.Urgent, after.Concern - before.Concern, after.NotTaken - before.NotTaken));
        var staff = await (await care.StaffAsync()).GetJsonAsync("/api/care/alerts/counts");
        Assert.True((int)staff["urgent"]! >= 2 && (int)staff["notTaken"]! >= 2, staff.ToJsonString());
        var elsewhere = await (await care.SignedInAsync(Role.Officer, "elsewhere")).GetJsonAsync("/api/care/alerts/counts");
        Assert.Equal("""{"urgent":0,"concern":0,"notTaken":0}""", elsewhere.ToJsonString());

        async Task<(int Urgent, int Concern, int NotTaken)> CountsAsync()
        {
            var counts = await (await care.SignedInAsync(Role.Auditor)).GetJsonAsync("/api/care/alerts/counts");
            return ((int)counts["urgent"]!, (int)counts["concern"]!, (int)counts["notTaken"]!);
        }
    }

    [Fact]
    public async Task Alert_AcknowledgedAndClosed_LeavesTheOpenListAndCannotCloseAgain()
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent));
        var path = $"/api/care/alerts/{(await staff.AlertAsync(order))["id"]}";

        var taken = await (await staff.PostAsync(path + "/acknowledge", null)).JsonAsync();
        var takenAgain = await (await staff.PostAsync(path + "/acknowledge", null)).JsonAsync();
        Assert.NotNull(taken["acknowledgedAt"]);
        Assert.Equal((int?)taken["version"], (int?)takenAgain["version"]);
        Assert.Single(await staff.AlertsAsync(order, "status=open&limit=500"));

        var closed = await (await staff.PostAsync(path + "/close", new { outcome = "家属已到场", note = "平安" })).JsonAsync();
        Assert.Equal("closed", (string?)closed["status"]);
        Assert.Empty(await staff.AlertsAsync(order, "status=open&limit=500"));
        Assert.Equal("家属已到场", (string?)(await staff.AlertsAsync(order, "status=closed&limit=500"))[0]["outcome"]);

        await (await staff.PostAsync(path + "/close", new { outcome = "again" })).ProblemAsync(422, "care.alert-closed");
        await (await staff.PostAsync(path + "/acknowledge", null)).ProblemAsync(422, "care.alert-closed");
        Assert.Equal("家属已到场", (string?)(await staff.AlertsAsync(order, "status=closed&limit=500"))[0]["outcome"]);
    }

    [Fact]
    public async Task Report_AfterItsAlertWasClosed_RaisesANewOne()
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern));
        await (await staff.PostAsync($"/api/care/alerts/{(await staff.AlertAsync(order))["id"]}/close", new { outcome = "ok" })).JsonAsync();

        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern));

        Assert.Single(await staff.AlertsAsync(order, "status=open&limit=500"));
        Assert.Equal(2, (await staff.AlertsAsync(order)).Count);
    }

    [Fact]
    public async Task Alert_ForPeopleOfElsewhere_DoesNotExist()
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent));
        var id = (await (await care.StaffAsync()).AlertAsync(order))["id"];

        foreach (var foreign in new[] { await care.StaffAsync("HX02"), await care.SignedInAsync(Role.Officer, "elsewhere") })
        {
            Assert.Empty(await foreign.AlertsAsync(order));
            await (await foreign.PostAsync($"/api/care/alerts/{id}/acknowledge", null)).ProblemAsync(404, "request.not-found");
            await (await foreign.PostAsync($"/api/care/alerts/{id}/close", new { outcome = "x" })).ProblemAsync(404, "request.not-found");
        }

        await (await (await care.SignedInAsync(Role.Resident)).GetAsync("/api/care/alerts")).ProblemAsync(403, "auth.not-allowed");
        await (await care.CreateClient().GetAsync("/api/care/alerts")).ProblemAsync(401, "auth.not-signed-in");
        Assert.Single(await (await care.SignedInAsync(Role.Officer)).AlertsAsync(order));
        Assert.Null((await (await care.StaffAsync()).AlertAsync(order))["acknowledgedAt"]);
    }

    [Fact]
    public async Task ListAlerts_InPages_ShowsEachOnceTheMostPressingFirst()
    {
        await using var own = new CareFactory();
        await own.InitializeAsync();
        var staff = await own.StaffAsync();
        for (var i = 0; i < 5; i++)
            await own.DeliverAsync(own.AReport(AnOrder.New(), i % 2 == 0 ? WelfareLevel.Concern : WelfareLevel.Urgent));

        var seen = new List<(DateTimeOffset DueAt, string Id)>();
        string? after = null;
        do
        {
            var page = await staff.GetJsonAsync($"/api/care/alerts?limit=2&after={after}");
            seen.AddRange(page["items"]!.AsArray().Select(i => ((DateTimeOffset)i!["dueAt"]!, (string)i["id"]!)));
            after = (string?)page["next"];
        }
        while (after is not null);

        Assert.Equal(5, seen.Select(s => s.Id).Distinct().Count());
        Assert.Equal(5, seen.Count);
        Assert.Equal(seen.Select(s => s.DueAt).Order(), seen.Select(s => s.DueAt));
    }

    [Theory]
    [InlineData("status=lost")]
    [InlineData("limit=0")]
    [InlineData("limit=501")]
    [InlineData("after=%21%21")]
    public async Task ListAlerts_WithBadQuery_IsInvalid(string query) =>
        await (await (await care.StaffAsync()).GetAsync($"/api/care/alerts?{query}")).ProblemAsync(400, "request.invalid");

    [Fact]
    public async Task CloseAlert_WithBadBody_IsInvalidAndChangesNothing()
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent));
        var id = (await staff.AlertAsync(order))["id"];

        await (await staff.PostAsync($"/api/care/alerts/{id}/close", new { })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync($"/api/care/alerts/{id}/close", new { outcome = " " })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync($"/api/care/alerts/{id}/close", new { outcome = new string('长', 201) })).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync($"/api/care/alerts/{id}/close", new { outcome = 5 })).ProblemAsync(400, "request.malformed");
        await (await staff.PostAsync($"/api/care/alerts/{Ids.New()}/close", new { outcome = "x" })).ProblemAsync(404, "request.not-found");

        Assert.Equal("open", (string?)(await staff.AlertAsync(order))["status"]);
        Assert.Empty(care.LoggedErrors);
    }
}
