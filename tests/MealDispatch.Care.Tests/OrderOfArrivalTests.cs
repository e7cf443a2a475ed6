using MealDispatch.Contracts;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Every pair of facts about one order or resident, in both orders of arrival, ends the same.</summary>
public sealed class OrderOfArrivalTests(CareFactory care) : IClassFixture<CareFactory>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bag_BatchAndPickup_TakesReportsAfterBoth(bool reversed)
    {
        var order = AnOrder.New();
        await InOrderAsync(reversed, () => care.DeliverAsync(care.ABatch(order)), () => care.DeliverAsync(care.APickup(order)));
        Assert.Equal(201, await ReportAsync(order));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bag_BatchAndDelivery_TakesReportsAfterBoth(bool reversed)
    {
        var order = AnOrder.New();
        await InOrderAsync(reversed, () => care.DeliverAsync(care.ABatch(order)), () => care.DeliverAsync(care.ADelivery(order)));
        Assert.Equal(201, await ReportAsync(order));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bag_BatchAndFailure_TakesReportsAfterBoth(bool reversed)
    {
        var order = AnOrder.New();
        await InOrderAsync(reversed, () => care.DeliverAsync(care.ABatch(order)), () => care.DeliverAsync(care.AFailure(order, pickedUp: true)));
        Assert.Equal(201, await ReportAsync(order));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bag_PickupAndDelivery_EndsTwoHoursAfterDelivery(bool reversed)
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.ABatch(order));
        var (pickup, delivery) = (care.APickup(order), care.ADelivery(order) with { OccurredAt = care.Clock.Now + Duration.FromMinutes(20) });
        await InOrderAsync(reversed, () => care.DeliverAsync(pickup), () => care.DeliverAsync(delivery));
        care.Clock.Now += Duration.FromMinutes(139);
        Assert.Equal(201, await ReportAsync(order));
        care.Clock.Now += Duration.FromMinutes(1);
        Assert.Equal(404, await ReportAsync(order));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Bag_DeliveryAndFailure_EndsAtTheLater(bool reversed)
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.ABatch(order));
        var (failure, delivery) = (care.AFailure(order, pickedUp: true), care.ADelivery(order) with { OccurredAt = care.Clock.Now + Duration.FromMinutes(20) });
        await InOrderAsync(reversed, () => care.DeliverAsync(failure), () => care.DeliverAsync(delivery));
        care.Clock.Now += Duration.FromMinutes(139);
        Assert.Equal(201, await ReportAsync(order));
        care.Clock.Now += Duration.FromMinutes(1);
        Assert.Equal(404, await ReportAsync(order));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alert_ConcernAndUrgent_IsOneUrgentAlertOnTheUrgentLadder(bool reversed)
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.AContact(order.Resident));
        var (concern, urgent) = (care.AReport(order, WelfareLevel.Concern), care.AReport(order, WelfareLevel.Urgent, "fall", care.Clock.Now + Duration.FromMinutes(1)));
        await InOrderAsync(reversed, () => care.DeliverAsync(concern), () => care.DeliverAsync(urgent));

        var alert = await (await care.StaffAsync()).AlertAsync(order);
        Assert.Equal("urgent", (string?)alert["level"]);
        Assert.Equal((care.Clock.Now + Duration.FromMinutes(2)).ToDateTimeOffset(), (DateTimeOffset)alert["dueAt"]!);
        Assert.Equal(concern.OccurredAt.ToDateTimeOffset(), (DateTimeOffset)alert["raisedAt"]!);
        Assert.Equal(2, alert["reports"]!.AsArray().Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alert_ReportAndContact_NamesTheResident(bool reversed)
    {
        var order = AnOrder.New();
        await InOrderAsync(reversed, () => care.DeliverAsync(care.AReport(order, WelfareLevel.Concern)), () => care.DeliverAsync(care.AContact(order.Resident)));
        Assert.Equal("王桂兰", (string?)(await (await care.StaffAsync()).AlertAsync(order))["resident"]!["name"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Alert_ReportAndSite_IsSeenByTheOfficer(bool reversed)
    {
        var site = reversed ? "HX21" : "HX20";
        var order = AnOrder.New(site);
        await InOrderAsync(reversed, () => care.DeliverAsync(care.AReport(order, WelfareLevel.Concern)), () => care.DeliverAsync(care.ASite(site)));
        await (await care.SignedInAsync(Role.Officer)).AlertAsync(order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Contact_OldAndNewVersion_KeepsTheNew(bool reversed)
    {
        var order = AnOrder.New();
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern));
        await InOrderAsync(
            reversed, () => care.DeliverAsync(care.AContact(order.Resident, "旧名")), () => care.DeliverAsync(care.AContact(order.Resident, "新名", version: 2)));
        Assert.Equal("新名", (string?)(await (await care.StaffAsync()).AlertAsync(order))["resident"]!["name"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Site_OldAndNewVersion_KeepsTheNew(bool reversed)
    {
        var site = reversed ? "HX31" : "HX30";
        var order = AnOrder.New(site);
        await care.DeliverAsync(care.AReport(order, WelfareLevel.Concern));
        await InOrderAsync(reversed, () => care.DeliverAsync(care.ASite(site, 1, name: "旧")), () => care.DeliverAsync(care.ASite(site, 2, name: "新")));
        Assert.Equal("新", (string?)(await (await care.StaffAsync(site)).AlertAsync(order))["siteName"]);
    }

    [Fact]
    public async Task Report_DeliveredTwice_CountsOnce()
    {
        var order = AnOrder.New();
        var report = care.AReport(order, WelfareLevel.Concern);
        await care.DeliverAsync(report, report.ReportId);
        await care.DeliverAsync(report, report.ReportId);
        await care.DeliverAsync(report);
        Assert.Single((await (await care.StaffAsync()).AlertAsync(order))["reports"]!.AsArray());
    }

    private async Task<int> ReportAsync(AnOrder order) =>
        (int)(await care.CreateClient().PostAsync($"/api/care/reports/{order.Token}", new { level = "well" })).StatusCode;

    private static async Task InOrderAsync(bool reversed, params Func<Task>[] facts)
    {
        foreach (var fact in reversed ? facts.Reverse() : facts)
            await fact();
    }
}
