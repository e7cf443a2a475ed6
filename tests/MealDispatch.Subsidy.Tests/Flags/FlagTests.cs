using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Flags.CheckMonth;
using MealDispatch.Subsidy.Tests.Settlements;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Flags;

/// <summary>A flag's life over HTTP, and that what rules look at comes out of the messages.</summary>
public sealed class FlagTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private static readonly LocalDate Day = new(2025, 7, 10);

    private ATown town = null!;

    [Fact]
    public async Task MealsAfterDeath_AreFlaggedConfirmedAndClawedBack_ByTwoPeople()
    {
        town = await OpenAsync();
        var resident = Ids.New();
        var meals = new[] { await EatAsync(resident, Day), await EatAsync(resident, Day.PlusDays(1)) };
        await EatAsync(Ids.New(), Day);
        await TellAsync(resident, 1, new ResidentStatusPeriod(ResidentStatus.Active, null, Day.PlusDays(-4)), new ResidentStatusPeriod(ResidentStatus.Deceased, Day.PlusDays(-3), null));
        var (granted, before) = ((await town.BudgetAsync()).Granted, await CheckAsync());

        var flag = Assert.Single(await FlagsAsync("status=open"));
        var one = await town.Auditor.GetJsonAsync($"/api/subsidy/flags/{flag["id"]}");

        Assert.Equal((3, 1, 1), ((int)before["meals"]!, (int)before["found"]!, (int)before["open"]!));
        Assert.Equal(("after-death", "HX01", "2025-07-11", 2, 1200), ((string)flag["rule"]!, (string)flag["siteCode"]!, (string)flag["serviceDate"]!, (int)flag["meals"]!, (int)flag["amountFen"]!));
        Assert.Contains("去世", (string)one["reason"]!["zh"]!, StringComparison.Ordinal);
        Assert.Contains("died", (string)one["reason"]!["en"]!, StringComparison.Ordinal);
        Assert.Equal(meals.Select(m => m.OrderId), one["evidence"]!.AsArray().Select(e => (Guid)e!["orderId"]!));

        await (await town.Officer.PostAsync($"/api/subsidy/flags/{flag["id"]}/claw-back", new { })).ProblemAsync(422, "subsidy.flag-not-confirmed");
        var confirmed = await (await town.Officer.PostAsync($"/api/subsidy/flags/{flag["id"]}", new { status = "confirmed", note = "家属证实", version = (int)one["version"]! })).JsonAsync();
        town.Officer.DefaultRequestHeaders.Add("Idempotency-Key", "flag-1");
        var asked = await (await town.Officer.PostAsync($"/api/subsidy/flags/{flag["id"]}/claw-back", new { })).JsonAsync();
        Assert.Equal(asked.ToJsonString(), (await (await town.Officer.PostAsync($"/api/subsidy/flags/{flag["id"]}/claw-back", new { })).JsonAsync()).ToJsonString());
        town.Officer.DefaultRequestHeaders.Remove("Idempotency-Key");
        Assert.Equal(("confirmed", "家属证实"), ((string)confirmed["status"]!, (string)confirmed["note"]!));
        Assert.Equal([("家属证实", 600), ("家属证实", 600)], asked["requested"]!.AsArray().Select(c => ((string)c!["reason"]!, (int)c["amountFen"]!)));
        foreach (var meal in meals)
        {
            await (await town.Officer.PostAsync($"/api/subsidy/decisions/{ACanteen.DecisionOf(meal)}/claw-back/approve", null)).ProblemAsync(422, "subsidy.claw-back-needs-another");
            await (await town.OtherOfficer.PostAsync($"/api/subsidy/decisions/{ACanteen.DecisionOf(meal)}/claw-back/approve", null)).JsonAsync();
        }

        var again = await (await town.Officer.PostAsync($"/api/subsidy/flags/{flag["id"]}/claw-back", new { })).JsonAsync();
        Assert.Equal(["subsidy.nothing-to-claw-back", "subsidy.nothing-to-claw-back"], again["skipped"]!.AsArray().Select(s => (string)s!["code"]!));
        Assert.Equal(["approved", "approved"], (await town.Auditor.GetJsonAsync($"/api/subsidy/flags/{flag["id"]}"))["evidence"]!.AsArray().Select(e => (string)e!["clawBack"]!));
        Assert.Equal(granted - 1200, (await town.BudgetAsync()).Granted);
    }

    [Fact]
    public async Task Flag_FoundAgainAndAtOnce_IsOneFlag_AndADecisionStays()
    {
        town = await OpenAsync();
        await EatWhenClosedAsync(Ids.New(), Day);

        await Task.WhenAll(CheckAsync(), CheckAsync(), CheckAsync());
        var flag = Assert.Single(await FlagsAsync());
        await DecideAsync(flag, "cleared", "端午活动，开到很晚");
        var checkedAgain = await CheckAsync();

        Assert.Equal((0, 0), ((int)checkedAgain["found"]!, (int)checkedAgain["open"]!));
        Assert.Equal("cleared", (string)Assert.Single(await FlagsAsync())["status"]!);
        await (await town.OtherOfficer.PostAsync($"/api/subsidy/flags/{flag["id"]}", new { status = "confirmed", note = "不同意" })).ProblemAsync(422, "subsidy.flag-decided");
    }

    [Fact]
    public async Task Flags_AsAFile_AreWhatTheListHas()
    {
        town = await OpenAsync();
        await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();
        var flag = Assert.Single(await FlagsAsync());
        await DecideAsync(flag, "cleared", "@端午");

        var rows = System.Text.Encoding.UTF8.GetString(await town.Auditor.GetByteArrayAsync("/api/subsidy/flags.csv?status=cleared&rule=outside-hours&siteCode=HX01&month=2025-07"))
            .Split("\r\n")[1..^1];

        var row = Assert.Single(rows).Split(',');
        Assert.Equal([(string)flag["id"]!, (string)flag["ruleName"]!, "outside-hours", "2025-07", "HX01", "2025-07-10"], row[..6]);
        Assert.Equal(["1", "6.00", "已排除"], row[7..10]);
        Assert.Equal(["'@端午", "1"], row[^2..]);
        Assert.DoesNotContain("HX01", await town.Auditor.GetStringAsync("/api/subsidy/flags.csv?status=open"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NewMeals_AfterADecision_AreAFlagOfTheNextRound_WithoutTheOldMeals()
    {
        town = await OpenAsync();
        await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();
        var first = Assert.Single(await FlagsAsync());
        await DecideAsync(first, "cleared", "核实");

        var late = await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();

        var second = Assert.Single(await FlagsAsync("status=open"));
        Assert.Equal((2, 1), ((int)second["round"]!, (int)second["meals"]!));
        var evidence = (await town.Auditor.GetJsonAsync($"/api/subsidy/flags/{second["id"]}/meals"))["items"]!.AsArray();
        Assert.Equal(late.OrderId, (Guid)Assert.Single(evidence)!["orderId"]!);
    }

    [Fact]
    public async Task OpenFlag_GrowsWithItsEvidence_AndAStaleDecisionIsRefused()
    {
        town = await OpenAsync();
        await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();
        var seen = Assert.Single(await FlagsAsync());
        await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();

        var grown = Assert.Single(await FlagsAsync());
        Assert.Equal((seen["id"]!.ToString(), 2), (grown["id"]!.ToString(), (int)grown["meals"]!));
        await (await town.Officer.PostAsync($"/api/subsidy/flags/{seen["id"]}", new { status = "cleared", note = "核实", version = (int)seen["version"]! })).ProblemAsync(409, "request.stale-version");
    }

    [Fact]
    public async Task Threshold_Changed_LapsesAndReopensOpenFlags_AndKeepsWhoSetIt()
    {
        town = await OpenAsync();
        await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();

        await SetAsync(new { enabled = true, thresholds = new { minutes = 900 }, version = 0 });
        await CheckAsync();
        Assert.Equal("lapsed", (string)Assert.Single(await FlagsAsync())["status"]!);
        await SetAsync(new { enabled = true });
        await CheckAsync();
        Assert.Equal("open", (string)Assert.Single(await FlagsAsync())["status"]!);
        await SetAsync(new { enabled = false });
        await EatWhenClosedAsync(Ids.New(), Day.PlusDays(1));
        await CheckAsync();
        Assert.Equal("open", (string)Assert.Single(await FlagsAsync())["status"]!);

        var history = (await town.Auditor.GetJsonAsync("/api/subsidy/flags/rules/outside-hours/history"))["items"]!.AsArray();
        Assert.Equal([(3, false, null), (2, true, null), (1, true, 900)], history.Select(c => ((int)c!["version"]!, (bool)c["enabled"]!, (int?)c["thresholds"]!["minutes"])));
        Assert.All(history, c => Assert.NotEqual(Guid.Empty, (Guid)c!["by"]!));
    }

    [Fact]
    public async Task Rules_AreValidated_AndSetByOfficersOfTheTownOnly()
    {
        town = await OpenAsync();
        const string path = "/api/subsidy/flags/rules/outside-hours";
        var staff = await factory.SignedInAsync(Role.CanteenStaff, town.Subdistrict, ["HX01"]);

        await (await town.Officer.PutAsync(path, new { enabled = true, thresholds = new { minutes = 1441 } })).ProblemAsync(400, "request.invalid");
        await (await town.Officer.PutAsync(path, new { enabled = true, thresholds = new { hours = 1 } })).ProblemAsync(400, "request.invalid");
        await (await town.Officer.PutAsync(path, new { thresholds = new { minutes = 60 } })).ProblemAsync(400, "request.invalid");
        await (await town.Officer.PutAsync("/api/subsidy/flags/rules/unheard-of", new { enabled = true })).ProblemAsync(404, "request.not-found");
        await (await town.Officer.PutAsync(path, new { enabled = true, version = 4 })).ProblemAsync(409, "request.stale-version");
        await (await town.Auditor.PutAsync(path, new { enabled = false })).ProblemAsync(403, "auth.not-allowed");
        await (await staff.GetAsync("/api/subsidy/flags/rules")).ProblemAsync(403, "auth.not-allowed");
        var other = await ATown.WithoutSchemeAsync(factory);
        await (await other.Officer.PutAsync(path, new { enabled = false })).JsonAsync();

        var rule = (await town.Auditor.GetJsonAsync("/api/subsidy/flags/rules"))["items"]!.AsArray().Single(r => (string)r!["rule"]! == "outside-hours")!;
        Assert.Equal((true, 0, 120, 120), ((bool)rule["enabled"]!, (int)rule["version"]!, (int)rule["thresholds"]![0]!["value"]!, (int)rule["thresholds"]![0]!["default"]!));
    }

    [Fact]
    public async Task Flags_BelongToTheirTown_AuditorsReadAndStaffSeeNothing()
    {
        town = await OpenAsync();
        await EatWhenClosedAsync(Ids.New(), Day);
        await CheckAsync();
        var flag = Assert.Single(await FlagsAsync());
        var path = $"/api/subsidy/flags/{flag["id"]}";
        var other = await ATown.WithoutSchemeAsync(factory);
        var staff = await factory.SignedInAsync(Role.CanteenStaff, town.Subdistrict, ["HX01"]);

        Assert.Empty((await other.Officer.GetJsonAsync("/api/subsidy/flags"))["items"]!.AsArray());
        await (await other.Officer.GetAsync(path)).ProblemAsync(404, "request.not-found");
        await (await other.Officer.GetAsync(path + "/meals")).ProblemAsync(404, "request.not-found");
        await (await other.Officer.PostAsync(path, new { status = "cleared", note = "核实" })).ProblemAsync(404, "request.not-found");
        await (await other.Officer.PostAsync(path + "/claw-back", new { })).ProblemAsync(404, "request.not-found");
        await (await town.Auditor.PostAsync(path, new { status = "cleared", note = "核实" })).ProblemAsync(403, "auth.not-allowed");
        await (await town.Auditor.PostAsync("/api/subsidy/flags/check", new { month = "2025-07" })).ProblemAsync(403, "auth.not-allowed");
        await (await staff.GetAsync("/api/subsidy/flags")).ProblemAsync(403, "auth.not-allowed");
        await (await staff.PostAsync(path, new { status = "cleared", note = "核实" })).ProblemAsync(403, "auth.not-allowed");
        await (await town.Officer.PostAsync(path, new { status = "cleared" })).ProblemAsync(400, "request.invalid");
        await (await town.Officer.PostAsync(path, new { status = "open", note = "核实" })).ProblemAsync(400, "request.invalid");
        Assert.Equal("open", (string)(await town.Officer.GetJsonAsync(path))["status"]!);
    }

    [Fact]
    public async Task List_IsFilteredAndPaged_NewestServiceDatesFirst()
    {
        town = await OpenAsync();
        foreach (var (site, day) in new[] { ("HX01", 3), ("HX02", 5), ("HX01", 8), ("HX01", 9) })
            await EatWhenClosedAsync(Ids.New(), new LocalDate(2025, 7, day), site);
        await CheckAsync();

        var first = await town.Auditor.GetJsonAsync("/api/subsidy/flags?siteCode=HX01&rule=outside-hours&month=2025-07&status=open&limit=2");
        var second = await town.Auditor.GetJsonAsync($"/api/subsidy/flags?siteCode=HX01&limit=2&after={first["next"]}");

        Assert.Equal(["2025-07-09", "2025-07-08", "2025-07-03"], first["items"]!.AsArray().Concat(second["items"]!.AsArray()).Select(f => (string)f!["serviceDate"]!));
        Assert.Null(second["next"]);
        Assert.Empty(await FlagsAsync("month=2025-06"));
        Assert.Empty(await FlagsAsync("rule=two-sites"));
        await (await town.Auditor.GetAsync("/api/subsidy/flags?rule=unheard-of")).ProblemAsync(400, "request.invalid");
        await (await town.Auditor.GetAsync("/api/subsidy/flags?status=closed")).ProblemAsync(400, "request.invalid");
    }

    [Fact]
    public async Task Job_LooksAtMonthsThatMoneyMovedIn_AndOnANewDayAtNewsOfResidents()
    {
        town = await OpenAsync();
        var (resident, august, today) = (Ids.New(), new LocalDate(2025, 8, 20), AMonth.At(new LocalDate(2025, 9, 3), 9, 0));
        factory.Clock.Now = today;
        await factory.RunJobAsync<CheckMonthsJob>();
        await EatWhenClosedAsync(Ids.New(), Day);
        await EatAsync(resident, august);
        factory.Clock.Now = today;
        await factory.RunJobAsync<CheckMonthsJob>();

        Assert.Equal(["outside-hours"], (await FlagsAsync()).Select(f => (string)f["rule"]!));
        await TellAsync(resident, 1, new ResidentStatusPeriod(ResidentStatus.Active, null, august.PlusDays(-2)), new ResidentStatusPeriod(ResidentStatus.Moved, august.PlusDays(-1), null));
        await factory.RunJobAsync<CheckMonthsJob>();
        Assert.Single(await FlagsAsync());
        factory.Clock.Now += Duration.FromDays(1);
        await factory.RunJobAsync<CheckMonthsJob>();
        Assert.Equal(["after-move", "outside-hours"], (await FlagsAsync()).Select(f => (string)f["rule"]!));
    }

    [Fact]
    public async Task Messages_BringTheFactsThatRulesLookAt()
    {
        town = await OpenAsync(s => s with { Tiers = [s.Tiers[0] with { When = s.Tiers[0].When with { AnyOf = ["dibao"] } }] });
        var (clerk, rider, edited, mother) = (Ids.New(), Ids.New(), Ids.New(), Ids.New());
        ResidentCategory[] dibao = [new("dibao", null, null)];
        await factory.SignedInAsync(Role.CanteenStaff, town.Subdistrict, ["HX01"], personId: clerk);
        await factory.SignedInAsync(Role.CanteenStaff, town.Subdistrict, ["HX01"], personId: rider);
        await factory.DeliverAsync(new FamilyLinkChanged { FamilyLinkId = Ids.New(), Version = 1, PersonId = clerk, ResidentId = mother, Active = true, OccurredAt = factory.Clock.Now });

        await TellAsync(edited, 1, new ResidentStatusPeriod(ResidentStatus.Active, null, null));
        factory.Clock.Now = AMonth.At(Day, 11, 0);
        await TellAsync(edited, 2, dibao, new ResidentStatusPeriod(ResidentStatus.Active, null, null));
        await EatAsync(edited, Day, categories: dibao);
        for (var day = 0; day < 3; day++)
            await EatAsync(mother, Day.PlusDays(day), categories: dibao, by: clerk, evidence: PresenceEvidence.Override);
        var walker = Ids.New();
        await EatAsync(walker, Day, categories: dibao);
        await EatAsync(walker, Day, "HX02", dibao, at: AMonth.At(Day, 11, 14));
        for (var i = 0; i < 10; i++)
            await BringAsync(Ids.New(), dibao, rider, printed: i % 2 == 0);
        await BorrowCategoryAsync(dibao);
        await BecomeActiveAsync(dibao);
        await CheckAsync();

        Assert.Equal(["late-edit", "late-edit", "never-cooked", "own-family", "rider-is-staff", "too-fast", "two-sites"], (await FlagsAsync("status=open")).Select(f => (string)f["rule"]!).Order());
        var edits = (await FlagsAsync("rule=late-edit")).Select(f => (string)f["reason"]!["zh"]!).Order().ToList();
        Assert.All(edits, zh => Assert.Contains("应补 0.00 元，实补 6.00 元", zh, StringComparison.Ordinal));
        Assert.Contains("0.8 天修改了老人的资格资料，后来又改回", edits[0], StringComparison.Ordinal);
    }

    /// <summary>Entered on the evening before, taken away on the evening after.</summary>
    private async Task BorrowCategoryAsync(IReadOnlyList<ResidentCategory> category)
    {
        var (resident, active) = (Ids.New(), new ResidentStatusPeriod(ResidentStatus.Active, null, null));
        factory.Clock.Now = AMonth.At(Day.PlusDays(-1), 16, 0);
        await TellAsync(resident, 1, active);
        await TellAsync(resident, 2, category, active);
        await EatAsync(resident, Day, categories: category);
        factory.Clock.Now = AMonth.At(Day, 18, 0);
        await TellAsync(resident, 3, active);
    }

    /// <summary>Registered, approved at the counter, and served: no change of what somebody was entitled to.</summary>
    private async Task BecomeActiveAsync(IReadOnlyList<ResidentCategory> category)
    {
        var resident = Ids.New();
        factory.Clock.Now = AMonth.At(Day, 10, 40);
        await TellAsync(resident, 1, category, new ResidentStatusPeriod(ResidentStatus.Pending, null, null));
        await TellAsync(resident, 2, category, new ResidentStatusPeriod(ResidentStatus.Pending, null, Day.PlusDays(-1)), new ResidentStatusPeriod(ResidentStatus.Active, Day, null));
        await EatAsync(resident, Day, categories: category);
    }

    private async Task<ATown> OpenAsync(Func<Scheme, Scheme>? change = null)
    {
        factory.Clock.Now = AMonth.At(Day, 8, 0);
        var opened = await ATown.OpenAsync(factory, change: change);
        foreach (var (code, lat) in new[] { ("HX01", 31.25), ("HX02", 31.34) })
            await factory.DeliverAsync(new SiteChanged
            {
                Code = code, Version = 1, Name = "长者食堂", Kind = SiteKind.Canteen, SuppliedBy = null, Subdistrict = opened.Subdistrict, AddressText = "", Phone = null,
                Point = new GeoPoint(lat, 121.23), DeliveryRadiusMeters = 3000, DeliveryFeeFen = 300, ClosedDates = [], Couriers = [], OccurredAt = factory.Clock.Now,
                OrderWindows =
                [
                    new SiteOrderWindow { MealPeriod = MealPeriod.Lunch, OpensDaysBefore = 7, Cutoff = new LocalTime(9, 30), CutoffDaysBefore = 0, ServeFrom = new LocalTime(10, 45), ServeTo = new LocalTime(12, 30), Capacity = 100 },
                ],
            });
        return opened;
    }

    private async Task<OrderPlaced> EatAsync(
        Guid resident, LocalDate on, string site = "HX01", IReadOnlyList<ResidentCategory>? categories = null, Instant? at = null, Guid? by = null, PresenceEvidence evidence = PresenceEvidence.Card)
    {
        factory.Clock.Now = at ?? AMonth.At(on, 11, 10);
        var order = town.AnOrder(resident, on: on, site: site) with { OrderedBy = OrderedBy.Staff, Categories = categories ?? [] };
        order = order with { PlacedBy = by ?? order.PlacedBy };
        await town.PlaceAsync(order);
        await town.ServeAsync(order, evidence, evidence == PresenceEvidence.Override ? "忘带卡" : null);
        return order;
    }

    private Task<OrderPlaced> EatWhenClosedAsync(Guid resident, LocalDate on, string site = "HX01") => EatAsync(resident, on, site, at: AMonth.At(on, 22, 30));

    private async Task BringAsync(Guid resident, IReadOnlyList<ResidentCategory> categories, Guid rider, bool printed)
    {
        factory.Clock.Now = AMonth.At(Day, 9, 0);
        var order = town.AnOrder(resident, on: Day, fulfilment: Fulfilment.Delivery, feeFen: 300) with { Categories = categories };
        await town.PlaceAsync(order);
        await town.ConfirmAsync(order);
        if (printed)
            await town.PrintAsync(order);
        var at = AMonth.At(Day, 11, 20);
        await factory.DeliverAsync(new MealPickedUp { DeliveryId = order.OrderId, OrderId = order.OrderId, Provider = "own-riders", RiderName = "本镇骑手", RiderPhone = null, RiderId = rider, OccurredAt = at });
        await factory.DeliverAsync(new MealDelivered { DeliveryId = order.OrderId, OrderId = order.OrderId, Provider = "own-riders", DistanceMeters = 10, TripMeters = 2500, OccurredAt = at + Duration.FromMinutes(1) });
    }

    private Task TellAsync(Guid resident, int version, params ResidentStatusPeriod[] statuses) => TellAsync(resident, version, [], statuses);

    private Task TellAsync(Guid resident, int version, IReadOnlyList<ResidentCategory> categories, params ResidentStatusPeriod[] statuses) => factory.DeliverAsync(new ResidentChanged
    {
        ResidentId = resident, Version = version, BirthDate = new LocalDate(1950, 3, 15), Statuses = statuses, Categories = categories, Subdistrict = town.Subdistrict,
        Community = null, Point = null, DietTags = [], OccurredAt = factory.Clock.Now,
    });

    private async Task<JsonNode> CheckAsync(string month = "2025-07") => await (await town.Officer.PostAsync("/api/subsidy/flags/check", new { month })).JsonAsync();

    private async Task<IReadOnlyList<JsonNode>> FlagsAsync(string filter = "") =>
        [.. (await town.Auditor.GetJsonAsync($"/api/subsidy/flags?{filter}"))["items"]!.AsArray().Select(f => f!)];

    private async Task DecideAsync(JsonNode flag, string status, string note) =>
        await (await town.Officer.PostAsync($"/api/subsidy/flags/{flag["id"]}", new { status, note })).JsonAsync();

    private async Task SetAsync(object setting) => await (await town.Officer.PutAsync("/api/subsidy/flags/rules/outside-hours", setting)).JsonAsync();
}
