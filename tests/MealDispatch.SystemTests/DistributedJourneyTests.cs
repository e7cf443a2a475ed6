using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.SystemTests.Kit;
using MealDispatch.Testing;

namespace MealDispatch.SystemTests;

/// <summary>The journey of one order, every service in a process of its own over a real RabbitMQ.</summary>
public sealed class DistributedJourneyTests(DistributedTown distributed) : IClassFixture<DistributedTown>
{
    private const string Lunch = "2025-07-02";
    private const string Reserved = $"reserved:{DemoTown.SchemeCode}";
    private const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    private Town Town => distributed.Town;

    [RabbitMqFact]
    public async Task Order_DeliveredByTheCourier_IsSubsidisedCookedCarriedAndAccountedFor()
    {
        await Town.SetClockAsync("2025-07-01T08:00:00+08:00");
        var resident = DemoTown.ResidentId(1);
        using var family = await Town.FamilyAsync(1);
        using var officer = await Town.StaffAsync("officer-huaxin");
        var account = $"/api/residents/{resident}/meal-account";
        var balance = (long)(await family.GetJsonAsync(account))["balanceFen"]!;
        var reserved = await BalanceAsync(officer, Reserved);
        var site = await SiteThatDeliversAsync(family, resident);
        using var kitchen = await Town.StaffAsync($"staff-{site}");

        // Ordered, subsidised, paid, confirmed; the whole of it in the caller's trace.
        family.DefaultRequestHeaders.Add("traceparent", $"00-{TraceId}-b7ad6b7169203331-01");
        var posted = await HttpExtensions.PostAsync(family, "/api/orders", Town.Order(resident, site, Lunch, await Town.SetMealAsync(site, Lunch, "lunch"), "delivery"));
        family.DefaultRequestHeaders.Remove("traceparent");
        var order = await ConfirmedAsync(family, posted);
        var food = (long)order["foodFen"]!;
        var subsidy = Math.Min(food / 2, 600);
        Assert.Equal(subsidy, (long)order["subsidyFen"]!);
        Assert.Equal(food + (long)order["deliveryFeeFen"]! - subsidy, (long)order["payableFen"]!);
        Assert.Equal(balance - (long)order["payableFen"]!, (long)(await family.GetJsonAsync(account))["balanceFen"]!);
        Assert.Equal(reserved + subsidy, await BalanceAsync(officer, Reserved));

        // The cutoff passes: one closed batch holds it.
        await Town.SetClockAsync("2025-07-02T09:31:00+08:00");
        var batches = await Probe.UntilAsync(
            () => kitchen.GetJsonAsync($"/api/kitchen/batches?siteCode={site}&serviceDate={Lunch}&mealPeriod=lunch"),
            list => list["items"]!.AsArray().Any(b => (string?)b!["status"] == "closed"), "the batch to close");
        var closed = Assert.Single(batches["items"]!.AsArray());
        var batch = await kitchen.GetJsonAsync($"/api/kitchen/batches/{closed!["id"]}");
        var ticket = Assert.Single(batch["tickets"]!.AsArray(), t => (string?)t!["orderId"] == (string?)order["id"])!;
        await (await HttpExtensions.PostAsync(kitchen, $"/api/kitchen/tickets/{ticket["code"]}/packed", null)).JsonAsync();

        // Serving time is near: the courier comes, carries, delivers.
        await Town.SetClockAsync("2025-07-02T10:50:00+08:00");
        var delivered = await Probe.UntilAsync(
            () => family.GetJsonAsync($"/api/orders/{order["id"]}"),
            o => (string?)o["status"] == "completed" && EventsOf(o).IsSupersetOf(["packed", "delivered"]), "the delivery", 90);
        Assert.Subset(EventsOf(delivered), new HashSet<string>
        {
            "placed", "subsidy-decided", "paid", "confirmed", "preparing", "packed", "courier-requested", "rider-assigned", "picked-up", "delivered",
        });

        // The money arrived at the site, and the books agree.
        await Probe.UntilAsync(async () => await BalanceAsync(officer, $"granted:{site}") == subsidy, TimeSpan.FromSeconds(30), () => "the ledger\n" + distributed.Logs);
        Assert.Equal(reserved, await BalanceAsync(officer, Reserved));
        Assert.Equal(0, (await BalancesAsync(officer)).Sum(b => (long)b["balanceFen"]!));
        Assert.True((bool?)(await (await HttpExtensions.PostAsync(officer, "/api/subsidy/ledger/verify", null)).JsonAsync())["ok"]);
        await OneTraceFollowsTheOrderAsync();
        EachFileBelongsToItsOwnProcess();
    }

    [RabbitMqFact]
    public async Task Order_64AtOnceOverTwoSites_GiveOneGrant()
    {
        await Town.SetClockAsync("2025-07-02T08:00:00+08:00");
        var resident = DemoTown.ResidentId(4);
        using var family = await Town.FamilyAsync(4);
        string[] sites = ["HX01", "HX02"];
        var items = await Task.WhenAll(sites.Select(s => Town.SetMealAsync(s, "2025-07-04", "lunch")));

        var answers = await Task.WhenAll(Enumerable.Range(0, 64).Select(i =>
            HttpExtensions.PostAsync(family, "/api/orders", Town.Order(resident, sites[i % 2], "2025-07-04", items[i % 2]))));

        Assert.All(answers, a => Assert.Contains((int)a.StatusCode, new[] { 201, 202, 422 }));
        var orders = await Probe.UntilAsync(
            () => family.GetJsonAsync($"/api/orders?residentId={resident}&serviceDate=2025-07-04&limit=100"),
            list => list["items"]!.AsArray().All(o => (string?)o!["status"] != "placed"), "all orders to be settled");
        var confirmed = orders["items"]!.AsArray().Where(o => (string?)o!["status"] == "confirmed").ToList();
        Assert.Equal(sites, confirmed.Select(o => (string?)o!["siteCode"]).Order());
        Assert.Single(confirmed, o => (long)o!["subsidyFen"]! > 0);
    }

    private async Task OneTraceFollowsTheOrderAsync()
    {
        string[] expected = ["OrderPlaced", "SubsidyDecided", "OrderConfirmed", "BatchClosed"];
        await Probe.UntilAsync(
            () => Task.FromResult(expected.All(m => distributed.Traces.SpansOf(TraceId).Any(s => s.Span.Contains(m, StringComparison.Ordinal)))),
            TimeSpan.FromSeconds(15),
            () => "one trace from the POST to BatchClosed:\n" + string.Join('\n', distributed.Traces.SpansOf(TraceId)));
        Assert.Subset(distributed.Traces.SpansOf(TraceId).Select(s => s.Service).ToHashSet(), new HashSet<string> { "Ordering", "Subsidy", "Kitchen" });
    }

    /// <summary>No process has another service's file open, and what a file took from the bus was taken by its own consumers.</summary>
    private void EachFileBelongsToItsOwnProcess()
    {
        foreach (var service in DistributedTown.WithData)
        {
            var own = distributed.FileOf(service);
            var open = Directory.EnumerateFileSystemEntries($"/proc/{distributed[service].Id}/fd").Select(f => File.ResolveLinkTarget(f, returnFinalTarget: false)?.FullName ?? "")
                .Where(f => f.EndsWith(".db", StringComparison.Ordinal)).Distinct();
            Assert.Equal([own], open);
            Assert.Equal(0, distributed.Count(service, $"SELECT count(*) FROM inbox WHERE Consumer NOT LIKE '{service.ToLowerInvariant()}.%'"));
        }
    }

    private static async Task<JsonNode> ConfirmedAsync(HttpClient client, HttpResponseMessage posted)
    {
        Assert.True((int)posted.StatusCode is 201 or 202, await posted.Content.ReadAsStringAsync());
        var id = JsonNode.Parse(await posted.Content.ReadAsStringAsync())!["id"];
        return await Probe.UntilAsync(() => client.GetJsonAsync($"/api/orders/{id}"), o => (string?)o["status"] == "confirmed", "the order to be confirmed");
    }

    private static HashSet<string> EventsOf(JsonNode order) => [.. order["timeline"]!.AsArray().Select(t => (string)t!["event"]!)];

    private static async Task<long> BalanceAsync(HttpClient officer, string account) =>
        (await BalancesAsync(officer)).Where(b => (string?)b["account"] == account).Sum(b => (long)b["balanceFen"]!);

    private static async Task<IReadOnlyList<JsonNode>> BalancesAsync(HttpClient officer) =>
        [.. (await officer.GetJsonAsync("/api/subsidy/ledger/balances"))["items"]!.AsArray().Select(b => b!)];

    private static async Task<string> SiteThatDeliversAsync(HttpClient client, Guid resident)
    {
        var sites = await client.GetJsonAsync($"/api/residents/{resident}/sites?serviceDate={Lunch}&mealPeriod=lunch");
        return (string)sites["items"]!.AsArray().First(s => (bool)s!["canDeliver"]! && DemoTown.Canteens.Contains((string?)s["code"]))!["code"]!;
    }
}
