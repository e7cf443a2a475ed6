using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MealDispatch.AllInOne;
using MealDispatch.BuildingBlocks.Demo;
using MealDispatch.BuildingBlocks.Messaging;

namespace MealDispatch.Benchmarks;

/// <summary>
/// Orders per second from <c>POST</c> to <c>confirmed</c> in AllInOne, 2,000 residents, against single-row durable commits per
/// second on the same disk, in alternating rounds after one that warms up. An order counts only if it is afterwards in orders,
/// ledger, account and batch.
/// </summary>
internal static class OrdersBenchmark
{
    private const int Residents = 2000;
    private const int Rounds = 3;
    private const long TopUpFen = 100_000;
    private static readonly TimeSpan BaselineRound = TimeSpan.FromSeconds(4);

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("mealdispatch-benchmark-").FullName;
        var address = FreeAddress.Take();
        using var meters = new Meters();
        await using var app = AllInOneHost.Build(
        [
            "--urls", address, "--environment", "Development", "--Demo:Enabled", "true", "--Data:Directory", Path.Combine(directory, "data"),
            "--Logging:LogLevel:Default", "Error",
        ]);
        await app.StartAsync();
        try
        {
            using var town = await BenchmarkTown.SetUpAsync(address, Residents, TopUpFen);
            using var baseline = new CommitBaseline(directory);
            var failed = false;
            var day = 1;
            var warmUp = OrdersClient.Start(await town.RoundAsync(town.DateOf(day++), connections: 16));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"warm-up, not counted: {warmUp.Milliseconds.Count / warmUp.Seconds:0} orders/s"));
            await app.Services.DrainAsync();
            foreach (var connections in (int[])[16, 64])
            {
                var ratios = new List<double>();
                for (var round = 0; round < Rounds; round++)
                {
                    var commits = baseline.CommitsPerSecond(BaselineRound);
                    var serviceDate = town.DateOf(day++);
                    var (commitsBefore, cpuBefore) = (meters.Commits, Environment.CpuUsage.TotalTime);
                    var result = OrdersClient.Start(await town.RoundAsync(serviceDate, connections));
                    var cpu = Environment.CpuUsage.TotalTime - cpuBefore;
                    await app.Services.DrainAsync();
                    var orders = result.Milliseconds.Count / result.Seconds;
                    ratios.Add(orders / commits);
                    Console.WriteLine(string.Create(
                        CultureInfo.InvariantCulture,
                        $"{connections} connections: {orders:0} orders/s, {commits:0} commits/s, ratio {orders / commits:0.000}; p50 {At(result, 0.5):0} ms, p99 {At(result, 0.99):0} ms; per order {(double)(meters.Commits - commitsBefore) / result.Milliseconds.Count:0.00} commits, {cpu.TotalMilliseconds / result.Milliseconds.Count:0.00} ms of CPU ({cpu.TotalSeconds / result.Seconds:0.0} of {Environment.ProcessorCount} cores, the client beside it); not confirmed at once: {result.NotConfirmed} {result.FirstRefusal}"));
                    failed |= !await town.CheckAsync(serviceDate, result.Milliseconds.Count);
                }

                ratios.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{connections} connections: median ratio {ratios[Rounds / 2]:0.000}"));
            }

            Console.WriteLine("synchronous of the writing connections (2 = FULL): " + meters.Synchronous);
            return failed ? 1 : 0;
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static double At(OrdersResult result, double quantile) => result.Milliseconds[(int)((result.Milliseconds.Count - 1) * quantile)];

    /// <summary>Counts what the services report of their commits.</summary>
    private sealed class Meters : IDisposable
    {
        private readonly MeterListener listener = new();
        private readonly ConcurrentDictionary<string, long> synchronous = new();
        private long commits;

        public Meters()
        {
            listener.InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Meter.Name == "MealDispatch")
                    l.EnableMeasurementEvents(instrument);
            };
            listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) =>
            {
                if (instrument.Name == "mealdispatch.commits")
                    Interlocked.Add(ref commits, value);
                else if (instrument.Name == "mealdispatch.sqlite.synchronous")
                    synchronous[(string)tags[0].Value!] = value;
            });
            listener.Start();
        }

        public long Commits => Interlocked.Read(ref commits);

        public string Synchronous => string.Join(", ", synchronous.OrderBy(p => p.Key).Select(p => $"{p.Key} {p.Value}"));

        public void Dispose() => listener.Dispose();
    }
}

/// <summary>The residents, tokens and menus that the rounds use, and the check of what they left behind.</summary>
internal sealed class BenchmarkTown : IDisposable
{
    private readonly HttpClient http;
    private readonly string address;
    private readonly List<Guid> residents = [];
    private readonly Dictionary<string, string> tokens = [];
    private readonly string today;
    private long reservedBefore;

    private BenchmarkTown(string address, string today)
    {
        this.address = address;
        this.today = today;
        http = new HttpClient { BaseAddress = new Uri(address) };
    }

    public static async Task<BenchmarkTown> SetUpAsync(string address, int count, long topUpFen)
    {
        using var clock = new HttpClient { BaseAddress = new Uri(address) };
        var now = (await clock.GetFromJsonAsync<JsonNode>("/api/demo/clock"))!["now"]!.GetValue<DateTimeOffset>();
        var town = new BenchmarkTown(address, now.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        await town.SignInAsync();
        using var slots = new SemaphoreSlim(32);
        var ids = await Task.WhenAll(Enumerable.Range(0, count).Select(i => town.RegisterAsync(i, topUpFen, slots)));
        town.residents.AddRange(ids);
        return town;
    }

    public void Dispose() => http.Dispose();

    public string DateOf(int day) => DateOnly.Parse(today, CultureInfo.InvariantCulture).AddDays(day).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public async Task<OrdersRound> RoundAsync(string serviceDate, int connections)
    {
        await SignInAsync();
        reservedBefore = await ReservedAsync();
        var items = new Dictionary<string, string>();
        foreach (var site in DemoTown.Canteens)
        {
            var menus = await http.GetFromJsonAsync<JsonNode>($"/api/sites/{site}/menus?from={serviceDate}&to={serviceDate}");
            items[site] = (string)menus!["items"]!.AsArray().First(m => (string?)m!["mealPeriod"] == "lunch")!["items"]![0]!["code"]!;
        }

        return new OrdersRound(address, DemoTown.Canteens, tokens.Where(t => t.Key != "officer").ToDictionary(), items, residents, serviceDate, connections);
    }

    /// <summary>Whether every confirmed order of the round is in orders, ledger, account and batch.</summary>
    public async Task<bool> CheckAsync(string serviceDate, int confirmed)
    {
        await SignInAsync();
        var (orders, subsidy, batched, charged) = (0, 0L, 0, 0);
        foreach (var site in DemoTown.Canteens)
        {
            await foreach (var order in PagesAsync(site, $"/api/orders?siteCode={site}&serviceDate={serviceDate}&status=confirmed&limit=500"))
            {
                orders++;
                subsidy += (long)order["subsidyFen"]!;
            }

            await foreach (var batch in PagesAsync(site, $"/api/kitchen/batches?siteCode={site}&serviceDate={serviceDate}&mealPeriod=lunch"))
                batched += (int)batch["orders"]!;
        }

        foreach (var resident in residents)
        {
            var account = await GetAsync(DemoTown.Canteens[0], $"/api/residents/{resident}/meal-account");
            charged += account["entries"]!.AsArray().Count(e => e!["orderId"] is not null);
        }

        var reserved = await ReservedAsync() - reservedBefore;
        var ok = orders >= confirmed && batched == orders && reserved == subsidy && charged >= orders;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  check: {confirmed} confirmed to the client; {orders} orders, {batched} in batches, {reserved} fen reserved for {subsidy} fen granted, {charged} charges so far: {(ok ? "equal" : "DIFFERENT")}"));
        return ok;
    }

    private async Task<Guid> RegisterAsync(int index, long topUpFen, SemaphoreSlim slots)
    {
        await slots.WaitAsync();
        try
        {
            var resident = await PostAsync("officer", "/api/residents", new
            {
                name = $"基准{index:0000}", idNumber = IdNumber(index), phone = $"137{index:00000000}", birthDate = "1950-03-15", gender = "male",
                subdistrict = DemoTown.Subdistrict, community = (string?)null,
                address = new { text = "基准路1号", building = "1", room = "101", lat = 31.25, lng = 121.23, datum = "gcj02" },
                categories = Array.Empty<object>(), dietTags = Array.Empty<string>(), avoid = Array.Empty<string>(), contacts = Array.Empty<object>(),
            });
            var id = (Guid)resident["id"]!;
            await PostAsync(DemoTown.Canteens[0], $"/api/residents/{id}/meal-account/top-ups", new { amountFen = topUpFen, method = "cash" });
            return id;
        }
        finally
        {
            slots.Release();
        }
    }

    /// <summary>A number with a valid checksum (GB 11643): 310118, the birth date, an odd serial for a man.</summary>
    private static string IdNumber(int index)
    {
        var serial = (index * 2) + 1;
        var body = $"31{100 + (serial / 1000):0000}19500315{serial % 1000:000}";
        int[] weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
        var sum = body.Select((c, i) => (c - '0') * weights[i]).Sum();
        return body + "10X98765432"[sum % 11];
    }

    private async Task SignInAsync()
    {
        foreach (var (key, userName) in DemoTown.Canteens.Select(s => (s, $"staff-{s}")).Append(("officer", "officer-huaxin")))
        {
            using var response = await http.PostAsJsonAsync("/api/sign-in", new { userName, password = DemoTown.Password });
            tokens[key] = (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!;
        }
    }

    private async Task<long> ReservedAsync() =>
        (await GetAsync("officer", "/api/subsidy/ledger/balances"))["items"]!.AsArray()
            .Where(b => ((string)b!["account"]!).StartsWith("reserved:", StringComparison.Ordinal)).Sum(b => (long)b!["balanceFen"]!);

    private async IAsyncEnumerable<JsonNode> PagesAsync(string who, string path)
    {
        string? after = null;
        do
        {
            var page = await GetAsync(who, after is null ? path : $"{path}&after={after}");
            foreach (var item in page["items"]!.AsArray())
                yield return item!;
            after = (string?)page["next"];
        }
        while (after is not null);
    }

    private Task<JsonNode> GetAsync(string who, string path) => SendAsync(who, HttpMethod.Get, path, null);

    private Task<JsonNode> PostAsync(string who, string path, object body) => SendAsync(who, HttpMethod.Post, path, body);

    private async Task<JsonNode> SendAsync(string who, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", tokens[who]);
        if (body is not null)
            request.Content = JsonContent.Create(body);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }
}
