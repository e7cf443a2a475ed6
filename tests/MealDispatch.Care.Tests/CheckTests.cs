using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Care.Checks;
using MealDispatch.Care.Checks.CheckUsualMeals;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Care;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Care.Tests;

/// <summary>Checks that raise themselves.</summary>
public sealed class CheckTests : IAsyncLifetime
{
    private static readonly LocalDate Today = new(2025, 7, 1);
    private readonly CareFactory care = new();

    public Task InitializeAsync() => care.InitializeAsync();

    public async Task DisposeAsync() => await ((IAsyncLifetime)care).DisposeAsync();

    /// <summary>Boundaries: as often as asked for and once less; where it was ordered last; any order on the day.</summary>
    [Theory]
    [InlineData(3, "A", false, 3)]
    [InlineData(2, "A", false, null)]
    [InlineData(3, "B", false, null)]
    [InlineData(4, "A", true, null)]
    public void UsualMeal_IsMissed_WhenItWasOrderedOftenEnoughAndNothingIsOrderedNow(int weeks, string lastSite, bool orderedToday, int? missed)
    {
        var usual = UsualMeal.SameWeekdays(Today, weeks).Select((date, i) => (date, i == 0 ? lastSite : "A")).ToList();

        Assert.Equal(missed, UsualMeal.Missed("A", MissedMealRule.Usual, usual, orderedToday));
        Assert.Null(UsualMeal.Missed("A", MissedMealRule.Usual with { Enabled = false }, usual, orderedToday));
    }

    [Fact]
    public async Task Resident_WhoUsuallyOrdersAndDidNot_RaisesOneCheckAfterTheCutoff()
    {
        var regular = await RegularAsync(weeks: 3);
        var staff = await care.StaffAsync();
        await CloseWindowAsync(minutesLater: 4);
        Assert.Empty(await ChecksAsync(staff));

        await CloseWindowAsync(minutesLater: 1);
        await CloseWindowAsync(minutesLater: 60);

        var check = Assert.Single(await ChecksAsync(staff));
        Assert.Equal(("missed-meal", regular), ((string?)check["cause"], (Guid)check["resident"]!["id"]!));
        Assert.Null(check["orderId"]);
        Assert.Contains((await staff.GetJsonAsync($"/api/care/alerts/{check["id"]}"))["record"]!.AsArray(), l => (string?)l!["note"] == "3/4");
        Assert.Equal(CareAlertCause.MissedMeal, Assert.Single(care.Bus.PublishedOf<CareAlertRaised>()).Cause);

        // Closed, it does not come back for the same meal.
        await (await staff.PostAsync($"/api/care/alerts/{check["id"]}/close", new { outcome = "was-out" })).JsonAsync();
        await care.RunJobAsync<CheckUsualMealsJob>();
        Assert.Empty(await ChecksAsync(staff));
    }

    [Fact]
    public async Task Resident_OfWhomSomethingIsKnownToday_RaisesNoCheck()
    {
        var staff = await care.StaffAsync();
        await RegularAsync(weeks: 2);
        await OrderAsync(await RegularAsync(weeks: 4), Today);
        await OrderAsync(await RegularAsync(weeks: 4), Today, MealPeriod.Dinner);
        await care.DeliverAsync(care.ACancellation(AnOrder.New() with { Resident = await RegularAsync(weeks: 4) }, date: Today));
        await care.DeliverAsync(care.AResident(await RegularAsync(weeks: 4), version: 2, status: ResidentStatus.Paused));
        await care.DeliverAsync(care.AReport(AnOrder.New() with { Resident = await RegularAsync(weeks: 4) }, WelfareLevel.Concern));
        foreach (var date in UsualMeal.SameWeekdays(Today, 4))
            await care.DeliverAsync(care.AConfirmation(AnOrder.New("HX02") with { Resident = await RegularAsync(weeks: 0) }, date));

        await CloseWindowAsync(minutesLater: 5);

        Assert.Empty(await ChecksAsync(staff));
    }

    [Fact]
    public async Task Window_OfAPastDay_IsNotLookedAt()
    {
        await RegularAsync(weeks: 4);
        await CloseWindowAsync(minutesLater: 24 * 60);
        Assert.Empty(await ChecksAsync(await care.StaffAsync()));
    }

    /// <summary>Boundaries: fourteen days, and a moment less; twice at one door; in both orders of arrival.</summary>
    [Theory]
    [InlineData(14, 0, false, 0)]
    [InlineData(14, -1, false, 1)]
    [InlineData(14, -1, true, 1)]
    public async Task NoAnswer_AtASecondDeliveryWithinADays_RaisesACheckBesideTheAlert(int days, int seconds, bool reversed, int checks)
    {
        var (first, second) = (AnOrder.New(), AnOrder.New());
        second = second with { Resident = first.Resident };
        var later = care.Clock.Now + Duration.FromDays(days) + Duration.FromSeconds(seconds);
        var reports = new[] { care.AReport(first, WelfareLevel.Concern), care.AReport(first, WelfareLevel.Concern), care.AReport(second, WelfareLevel.Concern, at: later) };
        foreach (var report in reversed ? reports.Reverse() : reports)
            await care.DeliverAsync(report);

        var staff = await care.StaffAsync();
        var all = (await staff.GetJsonAsync("/api/care/alerts?status=open"))["items"]!.AsArray();
        Assert.Equal(2 + checks, all.Count);
        Assert.Equal(checks, all.Count(a => (string?)a!["cause"] == "repeated-no-answer"));
    }

    [Fact]
    public async Task Rules_OfChecks_AreTheSubdistricts()
    {
        var officer = await care.SignedInAsync(Role.Officer);
        await (await officer.PutAsync("/api/care/settings", new
        {
            repeatedNoAnswer = new { enabled = false, times = 2, days = 14 }, missedMeal = new { enabled = true, atLeast = 2, ofLast = 2 },
        })).JsonAsync();
        await RegularAsync(weeks: 2);
        var (first, second) = (AnOrder.New(), AnOrder.New());
        await care.DeliverAsync(care.AReport(first, WelfareLevel.Concern));
        await care.DeliverAsync(care.AReport(second with { Resident = first.Resident }, WelfareLevel.Concern));

        await CloseWindowAsync(minutesLater: 5);

        Assert.Equal("missed-meal", (string?)Assert.Single(await ChecksAsync(officer))["cause"]);
    }

    [Theory]
    [InlineData("""{ "repeatedNoAnswer": { "enabled": true, "times": 1, "days": 14 } }""")]
    [InlineData("""{ "repeatedNoAnswer": { "times": 2, "days": 14 } }""")]
    [InlineData("""{ "missedMeal": { "enabled": true, "atLeast": 5, "ofLast": 4 } }""")]
    [InlineData("""{ "missedMeal": { "enabled": true, "atLeast": 1, "ofLast": 9 } }""")]
    [InlineData("""{ "quiet": { "from": "21:00" } }""")]
    public async Task Rules_ThatCannotHold_AreInvalid(string body) =>
        await (await (await care.SignedInAsync(Role.Officer)).PutAsync("/api/care/settings", JsonNode.Parse(body))).ProblemAsync(400, "request.invalid");

    /// <summary>Somebody who ordered lunch at HX01 on this weekday in each of the last weeks.</summary>
    private async Task<Guid> RegularAsync(int weeks)
    {
        var resident = Ids.New();
        await care.DeliverAsync(care.AContact(resident));
        await care.DeliverAsync(care.AResident(resident));
        foreach (var date in UsualMeal.SameWeekdays(Today, weeks))
            await OrderAsync(resident, date);
        return resident;
    }

    private Task OrderAsync(Guid resident, LocalDate date, MealPeriod period = MealPeriod.Lunch) =>
        care.DeliverAsync(care.AConfirmation(AnOrder.New() with { Resident = resident }, date, period));

    private async Task CloseWindowAsync(int minutesLater)
    {
        await care.DeliverAsync(new OrderWindowClosed
        {
            SiteCode = CareFactory.Site, KitchenSiteCode = CareFactory.Site, ServiceDate = Today, MealPeriod = MealPeriod.Lunch, OrderIds = [], OccurredAt = care.Clock.Now,
        });
        care.Clock.Now += Duration.FromMinutes(minutesLater);
        await care.RunJobAsync<CheckUsualMealsJob>();
    }

    /// <summary>Open alerts that no report raised.</summary>
    private static async Task<IReadOnlyList<JsonNode>> ChecksAsync(HttpClient client) =>
        [.. (await client.GetJsonAsync("/api/care/alerts?status=open&limit=500"))["items"]!.AsArray().Where(a => (string?)a!["cause"] is not "report").Select(a => a!)];
}
