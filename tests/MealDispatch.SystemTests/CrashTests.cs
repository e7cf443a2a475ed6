using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.SystemTests.Kit;
using MealDispatch.Testing;

namespace MealDispatch.SystemTests;

/// <summary>
/// AllInOne kills itself at a named point while orders are being placed, and is started again over the same data. Afterwards
/// each order exists once, is confirmed once, is reserved once, paid once, and in one batch. Debug builds only: a release has no
/// such points.
/// </summary>
public sealed class CrashTests
{
    /// <summary>The point, and how often the process passes it before it dies there.</summary>
    public static TheoryData<string, int> Points => new()
    {
        { "after-commit", 90 },
        { "before-consume", 120 },
        { "after-delivery", 70 },
        { "before-outbox-delete", 25 },
    };

    private static int Times => Requirements.FullScope ? 20 : 1;

    [Theory, MemberData(nameof(Points))]
    public async Task Orders_WhileTheProcessKillsItself_AreNeitherLostNorDoubled(string point, int nth)
    {
        await using var allInOne = new AllInOneTown();
        await allInOne.StartAsync();
        await allInOne.Town.SetClockAsync(OrderRound.Morning);
        var rounds = new List<OrderRound>();
        for (var time = 0; time < Times; time++)
        {
            var round = await OrderRound.PrepareAsync(allInOne.Town, time);
            rounds.Add(round);

            await allInOne.StartAsync($"{point}:{nth + (7 * time)}");
            var answered = await round.PlaceAsync();
            Assert.True(await allInOne.Process.ExitAsync(TimeSpan.FromSeconds(30)) != 0, "It ended by itself");

            await allInOne.StartAsync();
            await round.RepeatAsync();
            await NothingIsLostOrDoubledAsync(allInOne, rounds, answered);
        }

        await EveryOrderIsInOneBatchAsync(allInOne, rounds);
    }

    [Theory]
    [InlineData("before-migration")]
    [InlineData("after-migration")]
    public async Task Start_KilledAroundAMigration_StartsTheNextTime(string point)
    {
        for (var nth = 1; nth <= (Requirements.FullScope ? 6 : 2); nth++)
        {
            await using var allInOne = new AllInOneTown();
            Assert.False(await allInOne.TryStartAsync($"{point}:{nth}"), "It was to die at the migration");

            await allInOne.StartAsync();

            await allInOne.Town.SetClockAsync(OrderRound.Morning);
            await (await OrderRound.PrepareAsync(allInOne.Town, 0)).RepeatAsync();
        }
    }

    private static async Task NothingIsLostOrDoubledAsync(AllInOneTown allInOne, IReadOnlyList<OrderRound> rounds, IReadOnlyList<string> answered)
    {
        var round = rounds[^1];
        IReadOnlyList<JsonNode> orders = [];
        await Probe.UntilAsync(
            async () => (orders = await round.OrdersAsync()).All(o => (string?)o["status"] == "confirmed"),
            TimeSpan.FromSeconds(60),
            () => $"every order to be confirmed: {string.Join(' ', orders.Select(o => (string?)o["status"]))}\n{allInOne.Process.Log}");

        Assert.Equal(round.Residents.Select(r => r.ToString()).Order(), orders.Select(o => (string)o["residentId"]!).Order());
        Assert.Subset(orders.Select(o => (string)o["id"]!).ToHashSet(), answered.ToHashSet());
        await EachIsPaidOnceAsync(round, orders);
        await TheLedgerHoldsWhatWasDecidedAsync(allInOne.Town, rounds);
    }

    private static async Task EachIsPaidOnceAsync(OrderRound round, IReadOnlyList<JsonNode> orders)
    {
        foreach (var order in orders)
        {
            var account = await round.Staff.GetJsonAsync($"/api/residents/{order["residentId"]}/meal-account");
            var entries = account["entries"]!.AsArray();
            var charge = Assert.Single(entries, e => (string?)e!["orderId"] == (string?)order["id"])!;
            Assert.Equal(-(long)order["payableFen"]!, (long)charge["amountFen"]!);
            Assert.Equal((long)account["balanceFen"]!, entries.Sum(e => (long)e!["amountFen"]!));
        }
    }

    private static async Task TheLedgerHoldsWhatWasDecidedAsync(Town town, IReadOnlyList<OrderRound> rounds)
    {
        using var officer = await town.StaffAsync("officer-huaxin");
        long decided = 0;
        foreach (var round in rounds)
            decided += (await round.OrdersAsync()).Sum(o => (long)o["subsidyFen"]!);
        var balances = (await officer.GetJsonAsync("/api/subsidy/ledger/balances"))["items"]!.AsArray();

        Assert.True(decided > 0, "Nothing was granted, so nothing was tried");
        Assert.Equal(decided, balances.Where(b => (string?)b!["account"] == $"reserved:{DemoTown.SchemeCode}").Sum(b => (long)b!["balanceFen"]!));
        Assert.Equal(0, balances.Sum(b => (long)b!["balanceFen"]!));
        Assert.True((bool?)(await (await HttpExtensions.PostAsync(officer, "/api/subsidy/ledger/verify", null)).JsonAsync())["ok"]);
    }

    /// <summary>The cutoffs pass, and the process is killed once more while batches close.</summary>
    private static async Task EveryOrderIsInOneBatchAsync(AllInOneTown allInOne, IReadOnlyList<OrderRound> rounds)
    {
        await allInOne.Town.SetClockAsync(OrderRound.AfterAllCutoffs);
        await allInOne.Process.KillAsync();
        await allInOne.StartAsync();
        foreach (var round in rounds)
        {
            var batches = await Probe.UntilAsync(
                round.BatchesAsync, list => list["items"]!.AsArray() is { Count: > 0 } all && all.All(b => (string?)b!["status"] == "closed"), "batches to close", 90);
            var batch = await round.Staff.GetJsonAsync($"/api/kitchen/batches/{Assert.Single(batches["items"]!.AsArray())!["id"]}");

            Assert.Equal((await round.OrdersAsync()).Select(o => (string)o["id"]!).Order(), batch["tickets"]!.AsArray().Select(t => (string)t!["orderId"]!).Order());
        }
    }
}

/// <summary>Forty orders of forty residents for one meal at one canteen, placed by its staff, each with its idempotency key.</summary>
internal sealed class OrderRound
{
    public const string Morning = "2025-07-01T08:00:00+08:00";
    public const string AfterAllCutoffs = "2025-07-04T15:01:00+08:00";
    private const int Orders = 40;
    private const int AtOnce = 8;
    private readonly string site;
    private readonly string date;
    private readonly string item;

    private OrderRound(HttpClient staff, int time, string item)
    {
        Staff = staff;
        site = SiteOf(time);
        date = DateOf(time);
        this.item = item;
        Residents = [.. Enumerable.Range(1 + (time % 7 * Orders), Orders).Select(DemoTown.ResidentId)];
    }

    public HttpClient Staff { get; }

    public IReadOnlyList<Guid> Residents { get; }

    private string Meal => $"siteCode={site}&serviceDate={date}&mealPeriod=lunch";

    public static async Task<OrderRound> PrepareAsync(Town town, int time) =>
        new(await town.StaffAsync($"staff-{SiteOf(time)}"), time, await town.SetMealAsync(SiteOf(time), DateOf(time), "lunch"));

    public Task<IReadOnlyList<JsonNode>> OrdersAsync() => Town.AllAsync(Staff, $"/api/orders?{Meal}");

    public Task<JsonNode> BatchesAsync() => Staff.GetJsonAsync($"/api/kitchen/batches?{Meal}");

    /// <summary>Places all of them until the process dies; the ids of those that were answered.</summary>
    public async Task<IReadOnlyList<string>> PlaceAsync()
    {
        var ids = new System.Collections.Concurrent.ConcurrentBag<string>();
        await Parallel.ForEachAsync(Residents, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (resident, ct) =>
        {
            try
            {
                using var response = await PostAsync(resident, ct);
                ids.Add((string)(await response.JsonAsync((int)response.StatusCode is 202 ? 202 : 201))["id"]!);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The process is gone: whether this one was taken is what the repeat finds out.
            }
        });
        return [.. ids];
    }

    /// <summary>Sends every request again, with its key, as a client does that got no answer.</summary>
    public async Task RepeatAsync()
    {
        foreach (var resident in Residents)
        {
            using var response = await PostAsync(resident, CancellationToken.None);
            Assert.True((int)response.StatusCode is 201 or 202, await response.Content.ReadAsStringAsync());
        }
    }

    private static string SiteOf(int time) => DemoTown.Canteens[time % 7];

    private static string DateOf(int time) => string.Create(CultureInfo.InvariantCulture, $"2025-07-0{2 + (time / 7)}");

    private async Task<HttpResponseMessage> PostAsync(Guid resident, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Headers.Add("Idempotency-Key", $"{site}-{date}-{resident}");
        request.Content = System.Net.Http.Json.JsonContent.Create(Town.Order(resident, site, date, item));
        return await Staff.SendAsync(request, ct);
    }
}
