using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using MealDispatch.AllInOne;
using MealDispatch.BuildingBlocks.Demo;
using Microsoft.Data.Sqlite;

namespace MealDispatch.Benchmarks;

/// <summary>
/// A month of 100,000 decided orders of 2,000 residents, written into Subsidy's file, replayed over the API: as it was, under a
/// changed benefit, and under a changed limit. As it was, it must come out without a difference. And looked at for flags.
/// </summary>
internal static class WhatIfBenchmark
{
    private const int Orders = 100_000;
    private const int Residents = 2_000;
    private const int Rounds = 3;
    private const string Month = "2025-07";

    public static async Task<int> RunAsync()
    {
        var directory = Directory.CreateTempSubdirectory("mealdispatch-what-if-").FullName;
        var address = FreeAddress.Take();
        await using var app = AllInOneHost.Build(
        [
            "--urls", address, "--environment", "Development", "--Demo:Enabled", "true", "--Data:Directory", Path.Combine(directory, "data"),
            "--Logging:LogLevel:Default", "Error",
        ]);
        await app.StartAsync();
        try
        {
            var watch = Stopwatch.StartNew();
            WriteMonth(Path.Combine(directory, "data", "subsidy.db"));
            Say($"{Orders} decisions written in {watch.Elapsed.TotalSeconds:0.0} s");
            using var http = new HttpClient { BaseAddress = new Uri(address), Timeout = TimeSpan.FromMinutes(5) };
            using var signedIn = await http.PostAsJsonAsync("/api/sign-in", new { userName = "officer-huaxin", password = DemoTown.Password });
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)(await signedIn.Content.ReadFromJsonAsync<JsonNode>())!["accessToken"]!);

            var unchanged = await MeasureAsync(http, "as it was", null);
            await MeasureAsync(http, "4.00 a meal, 8.00 from 80 on", Scheme(1, """{ "kind": "fixed", "amountFen": 400 }"""));
            await MeasureAsync(http, "half price twice a day", Scheme(2, """{ "kind": "percent", "percent": 50, "capFen": 600 }"""));
            await MeasureFlagsAsync(http);
            return unchanged == 0 ? 0 : 1;
        }
        finally
        {
            await app.StopAsync();
            Directory.Delete(directory, recursive: true);
        }
    }

    /// <summary>The difference in fen.</summary>
    private static async Task<long> MeasureAsync(HttpClient http, string name, JsonNode? scheme)
    {
        var (seconds, cpu) = (new List<double>(), new List<double>());
        JsonNode result = new JsonObject();
        for (var round = 0; round < Rounds; round++)
        {
            var (watch, used) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime);
            using var answer = await http.PostAsJsonAsync("/api/subsidy/what-if", new JsonObject { ["month"] = Month, ["schemes"] = scheme is null ? null : new JsonArray(scheme.DeepClone()) });
            var text = await answer.Content.ReadAsStringAsync();
            seconds.Add(watch.Elapsed.TotalSeconds);
            cpu.Add((Environment.CpuUsage.TotalTime - used).TotalSeconds);
            result = answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
        }
        seconds.Sort();
        cpu.Sort();
        Say($"{name}: median {seconds[Rounds / 2]:0.00} s, worst {seconds[^1]:0.00} s, median {cpu[Rounds / 2]:0.00} s of CPU; {result["meals"]} meals, {result["total"]!["mealsBefore"]} to {result["total"]!["mealsAfter"]} subsidised, {result["total"]!["differenceFen"]} fen; {Environment.WorkingSet >> 20} MB");
        return (long)result["total"]!["differenceFen"]!;
    }

    /// <summary>What the job does each time that money moved: read the month, let all rules look, compare with the flags there are.</summary>
    private static async Task MeasureFlagsAsync(HttpClient http)
    {
        for (var round = 0; round < Rounds; round++)
        {
            var (watch, used, allocated) = (Stopwatch.StartNew(), Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes());
            using var answer = await http.PostAsJsonAsync("/api/subsidy/flags/check", new { month = Month });
            var text = await answer.Content.ReadAsStringAsync();
            var found = answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException(text);
            Say($"flags: {watch.Elapsed.TotalSeconds:0.00} s, {(Environment.CpuUsage.TotalTime - used).TotalSeconds:0.00} s of CPU, {(GC.GetTotalAllocatedBytes() - allocated) >> 20} MB allocated; {found["meals"]} meals, {found["found"]} new, {found["open"]} open; {Environment.WorkingSet >> 20} MB");
        }
    }

    private static JsonNode Scheme(int mealsPerDay, string benefit) => JsonNode.Parse($$"""
        {
          "code": "{{DemoTown.SchemeCode}}", "name": "changed", "subdistrict": "{{DemoTown.Subdistrict}}", "effectiveFrom": "2025-06-25", "effectiveTo": null,
          "sites": null, "mealPeriods": null, "channels": null, "base": "food", "minSpend": null,
          "tiers": [ { "name": "80+", "when": { "minAge": 80 }, "benefit": { "kind": "fixed", "amountFen": 800 } }, { "name": "60+", "when": { "minAge": 60 }, "benefit": {{benefit}} } ],
          "limits": { "mealsPerDay": {{mealsPerDay}} }, "rounding": { "mode": "down", "unitFen": 1 }, "stacking": { "order": 10 },
          "funders": [ { "budget": "{{DemoTown.BudgetCode}}", "sharePercent": 100 } ], "payee": "resident", "onNoShow": "consume"
        }
        """)!;

    /// <summary>
    /// A resident's first order of a day is granted 6.00; a second one finds the right used unless the first was cancelled.
    /// </summary>
    private static void WriteMonth(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA cache_size = -500000; PRAGMA synchronous = OFF";
        settings.ExecuteNonQuery();
        using var transaction = connection.BeginTransaction();
        using var decision = Insert(connection, "decisions", "Id OrderId OrderNumber ResidentId Subdistrict SiteSubdistrict Community SiteCode ServiceDate Month MealPeriod Channel FoodFen DeliveryFeeFen TotalFen Facts Outcome DecidedAt State NoShow SettledAt ConsumedFen ConsumedOperatorFen Version");
        using var right = Insert(connection, "day_rights", "DecisionId Scheme SchemeVersion Tier RightKey OrderId OrderNumber ResidentId SiteCode ServiceDate Month MealPeriod PlaceInDay PlaceInMealPeriod PlaceInMonth MostInDay MostInMealPeriod MostInMonth AmountFen Payee OnNoShow TakenAt Funders Status");
        using var evidence = Insert(connection, "meal_evidence", "OrderId PlacedBy OrderedBy PayableFen PaymentMethod TakenAt Presence Version");
        var held = new HashSet<(int Resident, int Day)>();
        var places = new Dictionary<int, int>();
        var left = 100_000_000L;
        for (var i = 0; i < Orders; i++)
        {
            var (day, who, isSecond) = ((int)((long)i * 31 / Orders), i % Residents, i / Residents % 2 == 1);
            var (id, order, resident) = (Id("d", i), Id("o", i), Id("r", who));
            var at = new DateTime(2025, 7, 1, 0, 0, 0, DateTimeKind.Utc).AddDays(day).AddMilliseconds(i);
            var (cancelled, noShow) = (i % 17 == 0, i % 23 == 0);
            var granted = !held.Contains((who, day));
            var facts = $$"""{"resident":{"status":"active","birthDate":"{{1935 + (who % 30)}}-03-15","categories":[{"code":"dibao","from":"2024-01-01","to":null}]},"siteCode":"HX0{{(i % 7) + 1}}","serviceDate":"2025-07-{{day + 1:00}}","mealPeriod":"{{(isSecond ? "dinner" : "lunch")}}","channel":"dine-in","foodFen":1600,"deliveryFeeFen":0,"schemes":[{"code":"{{DemoTown.SchemeCode}}","version":1}],"usage":{},"budgets":[{"code":"{{DemoTown.BudgetCode}}","leftFen":{{left}},"whenExhausted":"stop"}]}""";
            var state = cancelled ? "Released" : "Consumed";
            Run(decision, id, order, $"B{i:000000}", resident, DemoTown.Subdistrict, DemoTown.Subdistrict, "c-1", $"HX0{(i % 7) + 1}", $"2025-07-{day + 1:00}", 202507, isSecond ? "Dinner" : "Lunch", "DineIn", 1600, 0, granted ? 600 : 0, facts, new string('x', 900), at, state, noShow && !cancelled, at.AddMilliseconds(1), granted && !cancelled ? 600 : 0, 0, 1);
            Run(evidence, order, resident, "Resident", granted ? 1000 : 1600, "MealAccount", cancelled ? DBNull.Value : at, cancelled ? DBNull.Value : "Card", 1);
            if (!granted)
                continue;
            places[who] = places.GetValueOrDefault(who) + 1;
            Run(right, id, DemoTown.SchemeCode, 1, "60+", "scheme:" + DemoTown.SchemeCode, order, $"B{i:000000}", resident, $"HX0{(i % 7) + 1}", $"2025-07-{day + 1:00}", 202507, isSecond ? "Dinner" : "Lunch", 1, 1, places[who], 1, DBNull.Value, DBNull.Value, 600, "Resident", "Consume", at, $$"""[{"budget":"{{DemoTown.BudgetCode}}","shareFen":600,"leftFen":{{left}},"givenFen":600}]""", state);
            if (cancelled)
                continue;
            held.Add((who, day));
            left -= 600;
        }
        transaction.Commit();
    }

    private static string Id(string kind, int i) => BuildingBlocks.Ids.Of($"what-if:{kind}{i}").ToString().ToUpperInvariant();

    private static SqliteCommand Insert(SqliteConnection connection, string table, string columns)
    {
        var names = columns.Split(' ');
        var command = connection.CreateCommand();
        command.CommandText = $"INSERT INTO {table} ({string.Join(", ", names)}) VALUES ({string.Join(", ", names.Select(n => "$" + n))})";
        foreach (var name in names)
            command.Parameters.AddWithValue("$" + name, "");
        return command;
    }

    private static void Run(SqliteCommand command, params object[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i];
        command.ExecuteNonQuery();
    }

    private static void Say(FormattableString text) => Console.WriteLine(FormattableString.Invariant(text));
}
