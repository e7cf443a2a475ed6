using System.Text.Json.Nodes;
using MealDispatch.Care.Alerts.ClimbLadders;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Boundaries: a microsecond before a step's time is up, and when it is; the last step; a run that comes late or twice.</summary>
public sealed class LadderTests(CareFactory care) : IClassFixture<CareFactory>
{
    [Theory]
    [InlineData(WelfareLevel.Urgent, 2)]
    [InlineData(WelfareLevel.Concern, 5)]
    public async Task Alert_WhenAStepsTimeIsUp_ClimbsOnce(WelfareLevel level, int minutes)
    {
        var (order, staff) = await AlertAsync(level);
        Assert.Equal("rider-calls", (string?)(await staff.AlertAsync(order))["step"]);

        care.Clock.Now += Duration.FromMinutes(minutes) - Duration.FromTicks(10);
        await care.RunJobAsync<ClimbLaddersJob>();
        Assert.False((bool)(await staff.AlertAsync(order))["escalated"]!);

        care.Clock.Now += Duration.FromTicks(10);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => care.RunJobAsync<ClimbLaddersJob>()));
        var alert = await staff.AlertAsync(order);
        Assert.True((bool)alert["escalated"]!);
        Assert.Equal("family", (string?)alert["step"]);
        Assert.Equal(["raised", "step-begun rider-calls", "step-begun family"], await RecordAsync(staff, order));
    }

    [Fact]
    public async Task Alert_ClimbedLate_GivesEachStepItsTime()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);

        care.Clock.Now += Duration.FromHours(5);
        await care.RunJobAsync<ClimbLaddersJob>();

        var alert = await staff.AlertAsync(order);
        Assert.Equal("family", (string?)alert["step"]);
        Assert.Equal((care.Clock.Now + Duration.FromMinutes(3)).ToDateTimeOffset(), (DateTimeOffset)alert["dueAt"]!);
    }

    [Fact]
    public async Task Step_WithNobodyToTell_IsPassedOverAtOnce()
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent));

        Assert.Equal("canteen", (string?)(await staff.AlertAsync(order))["step"]);
        Assert.Equal(["raised", "nobody-there rider-calls", "nobody-there family", "step-begun canteen"], await RecordAsync(staff, order));
    }

    [Fact]
    public async Task Alert_TakenInTime_WaitsAndClimbsOnWhenItIsLeftLying()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);
        await PostAsync(staff, order, "acknowledge");

        care.Clock.Now += Duration.FromMinutes(29);
        await care.RunJobAsync<ClimbLaddersJob>();
        Assert.Equal("rider-calls", (string?)(await staff.AlertAsync(order))["step"]);

        care.Clock.Now += Duration.FromMinutes(1);
        await care.RunJobAsync<ClimbLaddersJob>();
        var alert = await staff.AlertAsync(order);
        Assert.Equal("family", (string?)alert["step"]);
        Assert.Null(alert["acknowledgedAt"]);
        Assert.Contains("left-lying rider-calls", await RecordAsync(staff, order));
    }

    [Fact]
    public async Task Alert_AtTheLastStep_StaysThereUntilItIsClosed()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);
        for (var i = 0; i < 20; i++)
        {
            care.Clock.Now += Duration.FromMinutes(15);
            await care.RunJobAsync<ClimbLaddersJob>();
        }

        var alert = await staff.AlertAsync(order);
        Assert.True((bool)alert["atTop"]!);
        Assert.Equal("emergency", (string?)alert["step"]);
        Assert.Equal("120", (string?)alert["calls"]![0]!["phone"]);
        Assert.Equal(1, (await RecordAsync(staff, order)).Count(line => line.StartsWith("at-top", StringComparison.Ordinal)));
        await PostAsync(staff, order, "close", new { outcome = "emergency-called" });
    }

    [Fact]
    public async Task Alert_GraverReportAfterItWasTaken_StartsFromTheBottomOfTheUrgentLadder()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Concern);
        care.Clock.Now += Duration.FromMinutes(5);
        await care.RunJobAsync<ClimbLaddersJob>();
        await PostAsync(staff, order, "acknowledge");

        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent, "fall"));

        var alert = await staff.AlertAsync(order);
        Assert.Equal("urgent", (string?)alert["level"]);
        Assert.Equal("rider-calls", (string?)alert["step"]);
        Assert.Null(alert["acknowledgedAt"]);
        Assert.Equal((care.Clock.Now + Duration.FromMinutes(2)).ToDateTimeOffset(), (DateTimeOffset)alert["dueAt"]!);
        Assert.Equal(2, alert["reports"]!.AsArray().Count);
        Assert.Equal(2, alert["calls"]!.AsArray().Count);
    }

    [Fact]
    public async Task Call_ReachedOrNot_IsOnRecordWithWhoTried()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);
        var call = (await staff.AlertAsync(order))["calls"]![0]!;
        Assert.Equal("13900000001", (string?)call["phone"]);

        await PostAsync(staff, order, $"calls/{call["id"]}", new { result = "not-reached" });
        var reached = await PostAsync(staff, order, $"calls/{call["id"]}", new { result = "reached", note = "说没听见敲门" });

        Assert.Equal("reached", (string?)reached["calls"]![0]!["result"]);
        var lines = (await staff.GetJsonAsync($"/api/care/alerts/{reached["id"]}"))["record"]!.AsArray();
        Assert.Equal(["not-reached", "reached"], lines.Skip(2).Select(l => (string?)l!["kind"]));
        Assert.All(lines.Skip(2), l => Assert.Equal("本人 王桂兰", (string?)l!["whom"]));
        Assert.All(lines.Skip(2), l => Assert.NotNull(l!["by"]));
        Assert.Equal("说没听见敲门", (string?)lines[3]!["note"]);
        Assert.DoesNotContain("13900000001", lines.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_RepeatedWithOneKey_IsOneLine()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);
        var call = (await staff.AlertAsync(order))["calls"]![0]!;
        staff.DefaultRequestHeaders.Add("Idempotency-Key", "call-1");

        await PostAsync(staff, order, $"calls/{call["id"]}", new { result = "not-reached" });
        await PostAsync(staff, order, $"calls/{call["id"]}", new { result = "not-reached" });

        Assert.Equal(1, (await RecordAsync(staff, order)).Count(line => line.StartsWith("not-reached", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Call_WithBadBodyOrOfAnotherAlert_IsRefused()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);
        var (other, _) = await AlertAsync(WelfareLevel.Urgent);
        var (id, call, foreign) = ((await staff.AlertAsync(order))["id"], (await staff.AlertAsync(order))["calls"]![0]!["id"], (await staff.AlertAsync(other))["calls"]![0]!["id"]);

        foreach (var body in new object[] { new { }, new { result = "open" }, new { result = "reached", note = new string('长', 301) } })
            await (await staff.PostAsync($"/api/care/alerts/{id}/calls/{call}", body)).ProblemAsync(400, "request.invalid");
        await (await staff.PostAsync($"/api/care/alerts/{id}/calls/{call}", new { result = "perhaps" })).ProblemAsync(400, "request.malformed");
        await (await staff.PostAsync($"/api/care/alerts/{id}/calls/{foreign}", new { result = "reached" })).ProblemAsync(404, "request.not-found");
        await (await (await care.StaffAsync("HX02")).PostAsync($"/api/care/alerts/{id}/calls/{call}", new { result = "reached" })).ProblemAsync(404, "request.not-found");
        await (await (await care.StaffAsync("HX02")).GetAsync($"/api/care/alerts/{id}")).ProblemAsync(404, "request.not-found");

        await PostAsync(staff, order, "close", new { outcome = "safe" });
        await (await staff.PostAsync($"/api/care/alerts/{id}/calls/{call}", new { result = "reached" })).ProblemAsync(422, "care.alert-closed");
    }

    [Fact]
    public async Task Alert_Closed_ShowsAndKeepsNoNumbers()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Urgent);

        var closed = await PostAsync(staff, order, "close", new { outcome = "safe", note = "午睡没听见" });

        Assert.DoesNotContain("13900000001", closed.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("13800000001", (await staff.AlertAsync(order)).ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(2, closed["calls"]!.AsArray().Count);
    }

    [Fact]
    public async Task Alert_RaisedAndClosed_IsToldToOthersOnce()
    {
        var (order, staff) = await AlertAsync(WelfareLevel.Concern);
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent));
        await PostAsync(staff, order, "close", new { outcome = "safe" });
        await care.DrainAsync();

        var raised = Assert.Single(care.Bus.PublishedOf<CareAlertRaised>(), m => m.OrderId == order.Id);
        var closed = Assert.Single(care.Bus.PublishedOf<CareAlertClosed>(), m => m.OrderId == order.Id);
        Assert.Equal((WelfareLevel.Concern, CareAlertCause.Report, raised.AlertId), (raised.Level, raised.Cause, closed.AlertId));
    }

    private async Task<(AnOrder Order, HttpClient Staff)> AlertAsync(WelfareLevel level)
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.AContact(order.Resident));
        await care.DeliverAsync(care.APickup(order));
        await care.DeliverAsync(care.AReport(order, level));
        return (order, await care.StaffAsync());
    }

    private static async Task<JsonNode> PostAsync(HttpClient staff, AnOrder order, string action, object? body = null) =>
        await (await staff.PostAsync($"/api/care/alerts/{(await staff.AlertAsync(order))["id"]}/{action}", body)).JsonAsync();

    /// <summary>Without the messages.</summary>
    private static async Task<IReadOnlyList<string>> RecordAsync(HttpClient staff, AnOrder order) =>
        [.. (await staff.GetJsonAsync($"/api/care/alerts/{(await staff.AlertAsync(order))["id"]}"))["record"]!.AsArray()
            .Where(line => (string?)line!["kind"] is not "told").Select(line => $"{line!["kind"]} {line["step"]}".TrimEnd())];
}
