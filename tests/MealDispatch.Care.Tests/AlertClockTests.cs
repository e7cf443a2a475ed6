using MealDispatch.Contracts;
using MealDispatch.Testing;
using MealDispatch.Care.Alerts.EscalateOverdueAlerts;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Boundaries: a microsecond before ten minutes, at ten minutes; two hours for a concern.</summary>
public sealed class AlertClockTests(CareFactory care) : IClassFixture<CareFactory>
{
    [Theory]
    [InlineData(WelfareLevel.Urgent, 10)]
    [InlineData(WelfareLevel.Concern, 120)]
    public async Task Alert_WhenItsClockRunsOut_IsEscalated(WelfareLevel level, int minutes)
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, level));
        var raisedAt = care.Clock.Now;

        care.Clock.Now = raisedAt + Duration.FromMinutes(minutes) - Duration.FromTicks(10);
        await care.RunJobAsync<EscalateOverdueAlertsJob>();
        Assert.False((bool)(await staff.AlertAsync(order))["escalated"]!);

        care.Clock.Now = raisedAt + Duration.FromMinutes(minutes);
        await care.RunJobAsync<EscalateOverdueAlertsJob>();
        await care.RunJobAsync<EscalateOverdueAlertsJob>();
        Assert.True((bool)(await staff.AlertAsync(order))["escalated"]!);
    }

    [Fact]
    public async Task Alert_TakenInTime_IsNotEscalated()
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent));
        await (await staff.PostAsync($"/api/care/alerts/{(await staff.AlertAsync(order))["id"]}/acknowledge", null)).JsonAsync();

        care.Clock.Now += Duration.FromMinutes(11);
        await care.RunJobAsync<EscalateOverdueAlertsJob>();

        Assert.False((bool)(await staff.AlertAsync(order))["escalated"]!);
    }

    [Fact]
    public async Task Alert_GraverReportAfterItWasTaken_AsksForAttentionAnew()
    {
        var order = AnOrder.New();
        var staff = await care.StaffAsync();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern));
        await (await staff.PostAsync($"/api/care/alerts/{(await staff.AlertAsync(order))["id"]}/acknowledge", null)).JsonAsync();

        await care.DeliverAsync(care.AReport(order, WelfareLevel.Urgent, "fall"));

        var alert = await staff.AlertAsync(order);
        Assert.Equal("urgent", (string?)alert["level"]);
        Assert.Null(alert["acknowledgedAt"]);
        Assert.Equal(2, alert["reports"]!.AsArray().Count);
    }
}
