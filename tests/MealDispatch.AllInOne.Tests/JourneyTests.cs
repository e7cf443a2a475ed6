using System.Net;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;

namespace MealDispatch.AllInOne.Tests;

/// <summary>One town, one noon, through all services: what people and programs see over HTTP.</summary>
public sealed class JourneyTests(AllInOneFixture town) : IClassFixture<AllInOneFixture>
{
    private const string Lunch = "2025-07-02";

    [Fact]
    public async Task Order_DeliveredByTheCourier_IsSubsidisedCookedCarriedAndAccountedFor()
    {
        await town.SetClockAsync("2025-07-01T08:00:00+08:00");
        using var family = await town.FamilyAsync(1);
        using var staff = await town.StaffAsync("staff-HX01");
        using var officer = await town.StaffAsync("officer-huaxin");
        var resident = DemoTown.ResidentId(1);
        var before = await family.GetJsonAsync($"/api/residents/{resident}/meal-account");
        var site = await SiteThatDeliversAsync(family, resident);
        var item = await ItemAsync(site, Lunch, "lunch");

        var order = await (await HttpExtensions.PostAsync(family, "/api/orders", Order(resident, site, Lunch, "delivery", item))).JsonAsync(201);
        Assert.Equal("confirmed", (string?)order["status"]);
        var food = (long)order["foodFen"]!;
        var subsidy = Math.Min(food / 2, 600);
        Assert.Equal(subsidy, (long)order["subsidyFen"]!);
        Assert.Equal(food + 300 - subsidy, (long)order["payableFen"]!);
        var balance = await family.GetJsonAsync($"/api/residents/{resident}/meal-account");
        Assert.Equal((long)before["balanceFen"]! - (long)order["payableFen"]!, (long)balance["balanceFen"]!);

        await town.SetClockAsync("2025-07-02T09:31:00+08:00");
        using var kitchen = await town.StaffAsync($"staff-{site}");
        var batches = await AllInOneFixture.UntilAsync(
            () => kitchen.GetJsonAsync($"/api/kitchen/batches?siteCode={site}&serviceDate={Lunch}&mealPeriod=lunch"),
            list => list["items"]!.AsArray().Any(b => (string?)b!["status"] == "closed"), "the batch to close");
        var batch = await kitchen.GetJsonAsync($"/api/kitchen/batches/{batches["items"]![0]!["id"]}");
        var ticket = batch["tickets"]!.AsArray().Single(t => (string?)t!["orderId"] == (string?)order["id"])!;
        Assert.StartsWith($"{site}-20250702-L-", (string?)ticket["code"]);
        var bytes = await kitchen.GetByteArrayAsync($"/api/kitchen/tickets/{ticket["id"]}.escpos");
        Assert.True(bytes.Length > 100);
        await AllInOneFixture.UntilAsync(
            () => town.Anonymous.GetJsonAsync($"/sandbox/printers/{site}/slips"),
            slips => slips.AsArray().Any(s => s!["barcodes"]!.AsArray().Select(b => (string?)b).Contains((string?)ticket["code"])), "the ticket on paper");
        await (await HttpExtensions.PostAsync(kitchen, $"/api/kitchen/tickets/{ticket["code"]}/packed", null)).JsonAsync();

        await town.SetClockAsync("2025-07-02T10:50:00+08:00");
        var delivered = await AllInOneFixture.UntilAsync(
            () => family.GetJsonAsync($"/api/orders/{order["id"]}"), o => (string?)o["status"] == "completed", "the delivery");
        var events = delivered["timeline"]!.AsArray().Select(t => (string?)t!["event"]).ToList();
        Assert.Subset(events.ToHashSet(), new HashSet<string?> { "placed", "subsidy-decided", "paid", "confirmed", "preparing", "packed", "courier-requested", "rider-assigned", "picked-up", "delivered" });

        await town.DrainAsync();
        var balances = await officer.GetJsonAsync("/api/subsidy/ledger/balances");
        Assert.Equal(0, balances["items"]!.AsArray().Sum(b => (long)b!["balanceFen"]!));
        Assert.Equal(subsidy, BalanceOf(balances, $"granted:{site}"));

        using var second = await town.StaffAsync("officer-huaxin-2");
        var draft = await (await HttpExtensions.PostAsync(officer, "/api/subsidy/settlements", new { siteCode = site, month = "2025-07" })).JsonAsync(201);
        Assert.Equal((subsidy, 0), ((long)draft["totalFen"]!, (int)draft["held"]!));
        var differences = await officer.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}/differences?limit=500");
        Assert.DoesNotContain((string?)order["number"], differences["items"]!.AsArray().Select(d => (string?)d!["orderNumber"]));
        var line = (await officer.GetJsonAsync($"/api/subsidy/settlements/{draft["id"]}/lines"))["items"]!.AsArray().Single()!;
        Assert.Equal(((string?)order["number"], true), ((string?)line["orderNumber"], (int)line["level"]! >= 3));
        await (await HttpExtensions.PostAsync(kitchen, $"/api/subsidy/settlements/{draft["id"]}/confirm", null)).JsonAsync();
        await (await HttpExtensions.PostAsync(second, $"/api/subsidy/settlements/{draft["id"]}/approve", null)).JsonAsync();
        balances = await officer.GetJsonAsync("/api/subsidy/ledger/balances");
        Assert.Equal((0, subsidy), (BalanceOf(balances, $"granted:{site}"), BalanceOf(balances, $"settled:{site}")));
        Assert.Equal(true, (bool?)(await (await HttpExtensions.PostAsync(officer, "/api/subsidy/ledger/verify", null)).JsonAsync())["ok"]);
    }

    [Fact]
    public async Task Order_SecondOfTheDayAndDineInAfterIt_AreNotSubsidised()
    {
        await town.SetClockAsync("2025-07-01T08:00:00+08:00");
        using var family = await town.FamilyAsync(2);
        using var staff = await town.StaffAsync("staff-HX02");
        var resident = DemoTown.ResidentId(2);

        var lunch = await PickupAsync(family, resident, "2025-07-01", "lunch");
        var dinner = await PickupAsync(family, resident, "2025-07-01", "dinner");
        var dineIn = await (await HttpExtensions.PostAsync(staff, "/api/sites/HX02/dine-in", new { residentId = resident, mealPeriod = "lunch", foodFen = 1000, overrideReason = "忘带卡" })).JsonAsync(201);

        Assert.True((long)lunch["subsidyFen"]! > 0);
        Assert.Equal(0, (long)dinner["subsidyFen"]!);
        Assert.Equal("day-right-used", (string?)dinner["subsidy"]!["refusals"]![0]!["reason"]);
        Assert.Equal("completed", (string?)dineIn["status"]);
        Assert.Equal(0, (long)dineIn["subsidyFen"]!);
    }

    [Fact]
    public async Task Cancel_BeforeTheCutoff_GivesEverythingBack()
    {
        await town.SetClockAsync("2025-07-01T08:00:00+08:00");
        using var family = await town.FamilyAsync(3);
        var resident = DemoTown.ResidentId(3);
        var account = $"/api/residents/{resident}/meal-account";
        var before = (long)(await family.GetJsonAsync(account))["balanceFen"]!;
        var order = await PickupAsync(family, resident, "2025-07-01", "lunch");
        Assert.True((long)(await family.GetJsonAsync(account))["balanceFen"]! < before);

        await (await HttpExtensions.PostAsync(family, $"/api/orders/{order["id"]}/cancel", new { reason = "家里有人做饭" })).JsonAsync();
        await town.DrainAsync();

        Assert.Equal(before, (long)(await family.GetJsonAsync(account))["balanceFen"]!);
        var again = await PickupAsync(family, resident, "2025-07-01", "lunch");
        Assert.Equal((long)order["subsidyFen"]!, (long)again["subsidyFen"]!);
    }

    [Fact]
    public async Task Order_64AtOnceOverTwoSites_GiveOneGrant()
    {
        await town.SetClockAsync("2025-07-01T08:00:00+08:00");
        using var family = await town.FamilyAsync(4);
        var resident = DemoTown.ResidentId(4);
        var items = new Dictionary<string, string> { ["HX01"] = await ItemAsync("HX01", "2025-07-03", "lunch"), ["HX02"] = await ItemAsync("HX02", "2025-07-03", "lunch") };

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
        {
            var site = i % 2 == 0 ? "HX01" : "HX02";
            return HttpExtensions.PostAsync(family, "/api/orders", Order(resident, site, "2025-07-03", "pickup", items[site]));
        }));
        await town.DrainAsync();

        var orders = (await family.GetJsonAsync($"/api/orders?residentId={resident}&serviceDate=2025-07-03"))["items"]!.AsArray();
        Assert.Equal(1, orders.Count(o => (string?)o!["status"] == "confirmed" && (long)o["subsidyFen"]! > 0));
        Assert.Equal(2, orders.Count(o => (string?)o!["status"] == "confirmed"));
        Assert.All(answers, a => Assert.True(a.StatusCode is HttpStatusCode.Created or HttpStatusCode.Accepted or HttpStatusCode.UnprocessableEntity, a.StatusCode.ToString()));
    }

    [Fact]
    public async Task Order_OfSomebodyElsesResident_LooksAbsent()
    {
        using var family = await town.FamilyAsync(5);
        var item = await ItemAsync("HX01", "2025-07-03", "lunch");

        await (await HttpExtensions.PostAsync(family, "/api/orders", Order(DemoTown.ResidentId(6), "HX01", "2025-07-03", "pickup", item))).ProblemAsync(404, "request.not-found");
    }

    private async Task<JsonNode> PickupAsync(HttpClient client, Guid resident, string date, string period)
    {
        var item = await ItemAsync("HX01", date, period);
        return await (await HttpExtensions.PostAsync(client, "/api/orders", Order(resident, "HX01", date, "pickup", item, period))).JsonAsync(201);
    }

    private static object Order(Guid resident, string site, string date, string fulfilment, string item, string period = "lunch") => new
    {
        residentId = resident, siteCode = site, serviceDate = date, mealPeriod = period, fulfilment, lines = new[] { new { itemCode = item, quantity = 1 } },
        remark = (string?)null, paymentMethod = "meal-account", expectedPayableFen = (long?)null, lateReason = (string?)null,
    };

    private static async Task<string> SiteThatDeliversAsync(HttpClient client, Guid resident)
    {
        var sites = await client.GetJsonAsync($"/api/residents/{resident}/sites?serviceDate={Lunch}&mealPeriod=lunch");
        return (string)sites["items"]!.AsArray().First(s => (bool)s!["canDeliver"]! && DemoTown.Canteens.Contains((string?)s["code"]))!["code"]!;
    }

    private async Task<string> ItemAsync(string site, string date, string period)
    {
        var menus = await AllInOneFixture.UntilAsync(
            () => town.Anonymous.GetJsonAsync($"/api/sites/{site}/menus?from={date}&to={date}"),
            m => m["items"]!.AsArray().Any(menu => (string?)menu!["mealPeriod"] == period), "the menu");
        var menu = menus["items"]!.AsArray().First(m => (string?)m!["mealPeriod"] == period)!;
        return (string)menu["items"]!.AsArray().First(i => (string?)i!["kind"] == "set-meal")!["code"]!;
    }

    private static long BalanceOf(JsonNode balances, string account) =>
        balances["items"]!.AsArray().Where(b => (string?)b!["account"] == account).Sum(b => (long)b!["balanceFen"]!);
}
