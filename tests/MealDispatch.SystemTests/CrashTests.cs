using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.SystemTests.Kit;
using MealDispatch.Testing;

namespace MealDispatch.SystemTests;

/// <summary>
/// AllInOne dies while orders are being placed, at a named point or by <c>kill -9</c> from outside, and is started again over the
/// same data. Afterwards each order that was answered is there under its id, exists once, is confirmed once, decided and reserved
/// once, paid once, and in one batch. Debug builds only: a release has no such points.
/// </summary>
public sealed class CrashTests
{
    private const string InMigrations = "in-migrations";
    private const string FromOutside = "from-outside";

    /// <summary>Each point with a number of passes that a round of orders makes for sure.</summary>
    private static readonly Dictionary<string, int> Points = new()
    {
        ["after-commit"] = 110, ["before-consume"] = 90, ["between-consumers"] = 90, ["after-delivery"] = 70, ["before-outbox-delete"] = 15,
        [FromOutside] = OrderRound.Size - 5,
    };

    /// <summary>Points separated by spaces, and how often the process dies at each: once at all of them, or twenty times at each.</summary>
    public static TheoryData<string, int> Deaths()
    {
        var deaths = new TheoryData<string, int>();
        string[] points = [InMigrations, .. Points.Keys];
        foreach (var row in Requirements.FullScope ? points : [string.Join(' ', points)])
            deaths.Add(row, Requirements.FullScope ? 20 : 1);
        return deaths;
    }

    [Theory, MemberData(nameof(Deaths))]
    public async Task Orders_WhileTheProcessDies_AreNeitherLostNorDoubled(string points, int times)
    {
        await using var allInOne = new AllInOneTown();
        if (points.Contains(InMigrations, StringComparison.Ordinal))
            await DieInMigrationsAsync(allInOne, times);
        await allInOne.StartAsync();
        await allInOne.Town.SetClockAsync(OrderRound.Morning);
        var rounds = new List<OrderRound>();
        long halfConsumed = 0;
        foreach (var point in points.Split(' ').Where(Points.ContainsKey))
        {
            for (var time = 0; time < times; time++)
            {
                rounds.Add(await OrderRound.PrepareAsync(allInOne.Town, rounds.Count));
                // The middle first, so that the one death of the short form is a typical one.
                await PlaceUntilItDiesAsync(allInOne, rounds[^1], point, 1 + (Points[point] * ((time + 10) % 20) / 20));
                if (point == "between-consumers")
                    halfConsumed += HalfConsumed(allInOne);
                await allInOne.StartAsync();
            }
        }

        if (rounds.Count == 0)
            rounds.Add(await OrderRound.PrepareAsync(allInOne.Town, 0));
        await NothingIsLostOrDoubledAsync(allInOne, rounds);
        await EveryOrderIsInOneBatchAsync(allInOne, rounds);
        Assert.True(halfConsumed > 0 || times == 1 || points != "between-consumers", "No death fell between two consumers of one message");
    }

    [FullScopeFact]
    public async Task Orders_FiveHundredWhileTheProcessIsKilledAgainAndAgain_AreNeitherLostNorDoubled()
    {
        await using var allInOne = new AllInOneTown();
        await allInOne.StartAsync();
        await allInOne.Town.SetClockAsync(OrderRound.Morning);
        List<OrderRound> rounds = [await OrderRound.PrepareAsync(allInOne.Town, 0, 250), await OrderRound.PrepareAsync(allInOne.Town, 8, 250)];
        foreach (var round in rounds)
        {
            foreach (var answers in (int[])[30, 75, 20, 55])
            {
                await PlaceUntilItDiesAsync(allInOne, round, FromOutside, answers);
                await allInOne.StartAsync();
            }
        }

        await NothingIsLostOrDoubledAsync(allInOne, rounds);
        await EveryOrderIsInOneBatchAsync(allInOne, rounds);
    }

    /// <summary>Before, inside and after the migrations of the services, each death over what the one before left.</summary>
    private static async Task DieInMigrationsAsync(AllInOneTown allInOne, int times)
    {
        string[] points = times == 1
            ? ["before-migration:1", "inside-migration:4", "inside-migration:15", "after-migration:2"]
            : ["before-migration:1", .. Enumerable.Range(0, times).Select(i => $"inside-migration:{1 + (3 * i)}"), .. Enumerable.Range(1, 6).Select(i => $"after-migration:{i}")];
        foreach (var point in points)
            Assert.False(await allInOne.TryStartAsync(point), $"It was to die at {point}");
    }

    private static async Task PlaceUntilItDiesAsync(AllInOneTown allInOne, OrderRound round, string point, int nth)
    {
        if (point == FromOutside)
        {
            await round.PlaceAsync(nth, allInOne.Process.KillAsync);
            Assert.True(allInOne.Process.HasExited, $"There were no {nth} answers");
            return;
        }

        allInOne.CrashAt($"{point}:{nth}");
        await round.PlaceAsync();
        await allInOne.Process.ExitAsync(TimeSpan.FromSeconds(30));
    }

    /// <summary>Confirmed orders that one of kitchen and dispatch has taken, and the other has not.</summary>
    private static long HalfConsumed(AllInOneTown allInOne)
    {
        string Attach(string service) => $"ATTACH '{Path.Combine(allInOne.DataDirectory, service + ".db")}' AS {service}; ";
        return allInOne.Count("ordering", Attach("kitchen") + Attach("dispatch") + """
            SELECT count(*) FROM outbox WHERE Type LIKE '%.OrderConfirmed'
            AND (Id IN (SELECT MessageId FROM kitchen.inbox)) <> (Id IN (SELECT MessageId FROM dispatch.inbox))
            """);
    }

    private static async Task NothingIsLostOrDoubledAsync(AllInOneTown allInOne, IReadOnlyList<OrderRound> rounds)
    {
        using var officer = await allInOne.Town.StaffAsync("officer-huaxin");
        long decided = 0;
        foreach (var round in rounds)
        {
            await round.SignInAgainAsync();
            await round.RepeatAsync();
            var orders = await ConfirmedAsync(allInOne, round);
            decided += orders.Sum(o => (long)o["subsidyFen"]!);
            Assert.Equal(round.Residents.Select(r => r.ToString()).Order(), orders.Select(o => (string)o["residentId"]!).Order());
            foreach (var (resident, id) in round.Answered)
                Assert.Equal(id, (string?)Assert.Single(orders, o => (string?)o["residentId"] == resident.ToString())["id"]);
            await Parallel.ForEachAsync(orders, async (order, _) =>
            {
                await IsPaidOnceAsync(round, order);
                await IsDecidedOnceAsync(officer, order);
            });
        }

        var balances = (await officer.GetJsonAsync("/api/subsidy/ledger/balances"))["items"]!.AsArray();
        Assert.True(decided > 0, "Nothing was granted, so nothing was tried");
        Assert.Equal(decided, balances.Where(b => (string?)b!["account"] == $"reserved:{DemoTown.SchemeCode}").Sum(b => (long)b!["balanceFen"]!));
        Assert.Equal(0, balances.Sum(b => (long)b!["balanceFen"]!));
        Assert.True((bool?)(await (await HttpExtensions.PostAsync(officer, "/api/subsidy/ledger/verify", null)).JsonAsync())["ok"]);
    }

    private static async Task<IReadOnlyList<JsonNode>> ConfirmedAsync(AllInOneTown allInOne, OrderRound round)
    {
        IReadOnlyList<JsonNode> orders = [];
        await Probe.UntilAsync(
            async () => (orders = await round.OrdersAsync()).All(o => (string?)o["status"] == "confirmed"),
            TimeSpan.FromSeconds(60),
            () => $"every order to be confirmed: {string.Join(' ', orders.Select(o => (string?)o["status"]))}\n{allInOne.Process.Log}");
        return orders;
    }

    private static async Task IsPaidOnceAsync(OrderRound round, JsonNode order)
    {
        var account = await round.Staff.GetJsonAsync($"/api/residents/{order["residentId"]}/meal-account");
        var entries = account["entries"]!.AsArray();
        var charge = Assert.Single(entries, e => (string?)e!["orderId"] == (string?)order["id"])!;
        Assert.Equal(-(long)order["payableFen"]!, (long)charge["amountFen"]!);
        Assert.Equal((long)account["balanceFen"]!, entries.Sum(e => (long)e!["amountFen"]!));
    }

    private static async Task IsDecidedOnceAsync(HttpClient officer, JsonNode order)
    {
        var decision = await officer.GetJsonAsync($"/api/subsidy/decisions/{order["subsidy"]!["decisionId"]}");
        Assert.Equal((string?)order["id"], (string?)decision["orderId"]);
        Assert.Equal((long)order["subsidyFen"]!, (long)decision["totalFen"]!);
        Assert.Equal((long)order["subsidyFen"]! > 0 ? 1 : 0, decision["ledger"]!.AsArray().Count);
    }

    /// <summary>The cutoffs pass, and the process dies once more, in the middle of a batch that closes.</summary>
    private static async Task EveryOrderIsInOneBatchAsync(AllInOneTown allInOne, IReadOnlyList<OrderRound> rounds)
    {
        allInOne.CrashAt($"inside-closing:{OrderRound.Size / 2}");
        try
        {
            await allInOne.Town.SetClockAsync(OrderRound.AfterAllCutoffs);
        }
        catch (HttpRequestException)
        {
            // It died before it could answer.
        }

        await allInOne.Process.ExitAsync(TimeSpan.FromSeconds(60));
        await allInOne.StartAsync();
        foreach (var round in rounds)
        {
            await round.SignInAgainAsync();
            var batches = await Probe.UntilAsync(
                round.BatchesAsync, list => list["items"]!.AsArray() is { Count: > 0 } all && all.All(b => (string?)b!["status"] == "closed"), "batches to close", 90);
            var batch = await round.Staff.GetJsonAsync($"/api/kitchen/batches/{Assert.Single(batches["items"]!.AsArray())!["id"]}");

            var tickets = batch["tickets"]!.AsArray();
            Assert.Equal((await round.OrdersAsync()).Select(o => (string)o["id"]!).Order(), tickets.Select(t => (string)t!["orderId"]!).Order());
            Assert.Equal(Enumerable.Range(1, tickets.Count), tickets.Select(t => (int)t!["number"]!));
        }
    }
}

/// <summary>Orders of as many residents for one meal at one canteen, placed by its staff, each with its idempotency key.</summary>
internal sealed class OrderRound
{
    public const string Morning = "2025-07-01T08:00:00+08:00";
    public const string AfterAllCutoffs = "2025-07-04T15:01:00+08:00";
    public const int Size = 40;
    private const int AtOnce = 8;
    private readonly ConcurrentDictionary<Guid, string> answered = new();
    private readonly Town town;
    private readonly string site;
    private readonly string date;
    private readonly string item;

    private OrderRound(Town town, HttpClient staff, int number, int size, string item)
    {
        this.town = town;
        Staff = staff;
        site = SiteOf(number);
        date = DateOf(number);
        this.item = item;
        Residents = [.. Enumerable.Range(1 + (number % 7 * Size), size).Select(DemoTown.ResidentId)];
    }

    public HttpClient Staff { get; private set; }

    public IReadOnlyList<Guid> Residents { get; }

    /// <summary>The ids of the orders that were answered, by resident.</summary>
    public IReadOnlyDictionary<Guid, string> Answered => answered;

    private string Meal => $"siteCode={site}&serviceDate={date}&mealPeriod=lunch";

    /// <summary>The n-th round of 21: seven canteens on three days.</summary>
    public static async Task<OrderRound> PrepareAsync(Town town, int number, int size = Size) =>
        new(town, await town.StaffAsync($"staff-{SiteOf(number)}"), number, size, await town.SetMealAsync(SiteOf(number), DateOf(number), "lunch"));

    /// <summary>Access tokens last ten minutes, many deaths last longer.</summary>
    public async Task SignInAgainAsync() => Staff = await town.StaffAsync($"staff-{site}");

    public Task<IReadOnlyList<JsonNode>> OrdersAsync() => Town.AllAsync(Staff, $"/api/orders?{Meal}");

    public Task<JsonNode> BatchesAsync() => Staff.GetJsonAsync($"/api/kitchen/batches?{Meal}");

    /// <summary>Places what is not answered yet, until the process is gone; kills it after so many answers if told to.</summary>
    public async Task PlaceAsync(int killAfter = 0, Func<Task>? kill = null)
    {
        var answers = 0;
        await ForEachAsync(Residents.Where(r => !answered.ContainsKey(r)), async (resident, ct) =>
        {
            try
            {
                await PlaceAsync(resident, ct);
                if (Interlocked.Increment(ref answers) == killAfter)
                    await kill!();
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                // The process is gone: whether this one was taken is what the repeat finds out.
            }
        });
    }

    /// <summary>Sends every request again, with its key, as a client does that got no answer.</summary>
    public Task RepeatAsync() => ForEachAsync(Residents, PlaceAsync);

    private static Task ForEachAsync(IEnumerable<Guid> residents, Func<Guid, CancellationToken, Task> body) =>
        Parallel.ForEachAsync(residents, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (resident, ct) => await body(resident, ct));

    private static string SiteOf(int number) => DemoTown.Canteens[number % 7];

    private static string DateOf(int number) => string.Create(CultureInfo.InvariantCulture, $"2025-07-0{2 + (number / 7)}");

    private async Task PlaceAsync(Guid resident, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/orders");
        request.Headers.Add("Idempotency-Key", $"{site}-{date}-{resident}");
        request.Content = System.Net.Http.Json.JsonContent.Create(Town.Order(resident, site, date, item));
        using var response = await Staff.SendAsync(request, ct);
        var id = (string)(await response.JsonAsync((int)response.StatusCode is 202 ? 202 : 201))["id"]!;
        Assert.Equal(id, answered.GetOrAdd(resident, id));
    }
}
