using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.Testing;

namespace MealDispatch.Browser.Tests;

/// <summary>
/// A town in which everybody has something to look at: a closed batch with tickets, a meal eaten in and one to review, an alert, a settlement
/// and a sample; its clock stands a moment after lunch's cutoff.
/// </summary>
public sealed class TownAfterAMorning : RunningTown
{
    public const string Site = "HX01";

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        if (Chromium.Missing is not null)
            return;
        var (admin, staff, officer) = (await TokenAsync("admin"), await TokenAsync($"staff-{Site}"), await TokenAsync("officer-huaxin"));
        var date = await DateAsync(admin);
        foreach (var (family, fulfilment) in new[] { (1, "delivery"), (2, "delivery"), (3, "pickup") })
            await OrderLunchAsync(family, Site, date, fulfilment);
        foreach (var (resident, reason) in new[] { (7, "忘带卡，认识本人"), (8, (string?)null) })
            await PostAsync(
                $"/api/sites/{Site}/dine-in",
                new { residentId = DemoTown.ResidentId(resident), mealPeriod = "lunch", foodFen = 1000, paymentMethod = "at-site", overrideReason = reason }, staff);
        await PostAsync("/api/demo/clock", new { now = $"{date}T09:30:01+08:00" }, admin);
        var batch = await EventuallyAsync($"/api/kitchen/batches?siteCode={Site}&serviceDate={date}&mealPeriod=lunch", staff, items => items.Count > 0 && (string)items[0]!["status"]! == "closed");
        await PostAsync($"/api/kitchen/batches/{batch[0]!["id"]}/print", new { }, staff);
        var delivery = await EventuallyAsync($"/api/deliveries?siteCode={Site}&limit=1", staff, items => items.Count > 0);
        await PostAsync($"/api/deliveries/{delivery[0]!["id"]}/welfare-reports", new { level = "urgent", codes = new[] { "no-answer" } }, staff);
        await PostAsync("/api/subsidy/settlements", new { siteCode = Site, month = date[..7] }, officer);
        await PostAsync("/api/subsidy/samples", new { month = date[..7], size = 1, seed = 7 }, officer);
        await EventuallyAsync("/api/care/alerts?status=open", officer, items => items.Count > 0);
    }

    private async Task<JsonArray> EventuallyAsync(string path, string token, Func<JsonArray, bool> holds) =>
        (await Probe.UntilAsync(() => GetAsync(path, token), answer => answer["items"] is JsonArray items && holds(items), path, seconds: 40))["items"]!.AsArray();
}

[CollectionDefinition(nameof(TownAfterAMorning))]
public sealed class TownAfterAMorningCollection : ICollectionFixture<TownAfterAMorning>;
