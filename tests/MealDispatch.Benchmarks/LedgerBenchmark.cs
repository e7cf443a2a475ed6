using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using MealDispatch.AllInOne;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace MealDispatch.Benchmarks;

/// <summary>
/// A large ledger: a month by day through the API against the same SQL through the raw driver, and verification against hashing the
/// same bytes from a flat file. The median of five each; memory at its peak.
/// </summary>
internal static class LedgerBenchmark
{
    private const int Rounds = 5;

    private const string Sums = """
        COUNT(*), SUM(FoodFen), SUM(ConsumedFen), SUM(FoodFen + DeliveryFeeFen - TotalFen), SUM(ConsumedOperatorFen),
            SUM(CASE WHEN SettlementId IS NULL THEN 0 ELSE ConsumedFen + ConsumedOperatorFen END)
        """;

    public static async Task<int> RunAsync(int entries)
    {
        var directory = Directory.CreateTempSubdirectory("mealdispatch-ledger-benchmark-").FullName;
        var (data, flat) = (Path.Combine(directory, "data"), Path.Combine(directory, "flat"));
        await using var app = AllInOneHost.Build(
        [
            "--urls", "http://127.0.0.1:0", "--environment", "Development", "--Demo:Enabled", "true", "--Data:Directory", data,
            "--Jobs:Enabled", "false", "--Logging:LogLevel:Default", "Error",
        ]);
        await app.StartAsync();
        try
        {
            using var raw = new SqliteConnection($"Data Source={Path.Combine(data, "subsidy.db")};Pooling=False");
            raw.Open();
            var filling = Stopwatch.StartNew();
            var ledger = new LedgerFile(raw, app.Services, flat);
            ledger.Fill(entries);
            Say($"{entries} entries in {filling.Elapsed.TotalSeconds:0} s; database {Megabytes(Path.Combine(data, "subsidy.db"))} MB, hashed bytes {Megabytes(flat)} MB");

            using var http = await SignInAsync(app.Urls.First());
            var lastMonth = ledger.LastDay.With(DateAdjusters.StartOfMonth).PlusMonths(-1);
            var month = $"""
                FROM decisions WHERE Subdistrict = '{DemoTown.Subdistrict}' AND Month = {(lastMonth.Year * 100) + lastMonth.Month} AND State = 'Consumed'
                    AND (ConsumedFen > 0 OR ConsumedOperatorFen > 0)
                """;
            var api = await MedianAsync(async () => (await http.GetAsync($"/api/subsidy/report?month={lastMonth:uuuu-MM}&groupBy=day")).EnsureSuccessStatusCode());
            var driver = await MedianAsync(() => Task.Run(() => Read(raw, $"SELECT ServiceDate, {Sums} {month} GROUP BY ServiceDate") + Read(raw, $"SELECT {Sums} {month}")));
            Say($"month by day: API {api:0.0} ms, raw driver {driver:0.0} ms, ratio {api / driver:0.00} (at most 3)");

            var page = await MedianAsync(async () =>
                (await http.GetAsync($"/api/subsidy/ledger?from={ledger.LastDay:uuuu-MM-dd}&to={ledger.LastDay:uuuu-MM-dd}&account=granted:{DemoTown.Canteens[0]}")).EnsureSuccessStatusCode());
            var burnDown = await MedianAsync(async () => (await http.GetAsync($"/api/subsidy/budgets/{DemoTown.BudgetCode}/burn-down")).EnsureSuccessStatusCode());
            Say($"a page of the ledger by day and account {page:0.0} ms, burn-down {burnDown:0.0} ms (at most 300)");

            var memory = Peak();
            var flatHash = await MedianAsync(() => Task.Run(() => Hash(flat)));
            var cpu = Environment.CpuUsage.TotalTime;
            var verify = await MedianAsync(async () => await VerifyAsync(http));
            Say($"verify takes {(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / (Rounds + 1):0} ms of CPU");
            Say($"verify {verify:0} ms, flat file {flatHash:0} ms, ratio {verify / flatHash:0.00} (at most 4); peak memory {memory} MB before, {Peak()} MB after");
            return verify <= 4 * flatHash && api <= 3 * driver ? 0 : 1;
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task VerifyAsync(HttpClient http)
    {
        using var response = await http.PostAsync("/api/subsidy/ledger/verify", null);
        var verification = await response.Content.ReadFromJsonAsync<JsonNode>();
        if (!(bool)verification!["ok"]!)
            throw new InvalidOperationException(verification.ToJsonString());
    }

    private static int Read(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = 0;
        while (reader.Read())
        {
            for (var i = 0; i < reader.FieldCount; i++)
                values += reader.GetValue(i) is DBNull ? 0 : 1;
        }

        return values;
    }

    private static byte[] Hash(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 20, FileOptions.SequentialScan);
        return SHA256.HashData(stream);
    }

    private static async Task<double> MedianAsync(Func<Task> work)
    {
        await work();
        var times = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await work();
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        return times[Rounds / 2];
    }

    private static async Task<HttpClient> SignInAsync(string address)
    {
        var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(10) };
        using var response = await http.PostAsJsonAsync("/api/sign-in", new { userName = "officer-huaxin", password = DemoTown.Password });
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await response.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!);
        return http;
    }

    private static long Peak() => Process.GetCurrentProcess().PeakWorkingSet64 >> 20;

    private static long Megabytes(string file) => new FileInfo(file).Length >> 20;

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));
}
