using System.Globalization;
using MealDispatch.BuildingBlocks;
using MealDispatch.Subsidy.Budgets.ReadBurnDown;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Budgets;

public sealed class BudgetTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Opened_ToppedUp_Transferred_EachIsAnEntryWithWhoAndWhy()
    {
        var town = await ATown.OpenAsync(factory, budgetFen: 1_000);
        var second = "C-" + town.Budget;
        await (await town.Officer.PostAsync("/api/subsidy/budgets", new { code = second, fen = 0, from = "2025-01-01", to = (string?)null, whenExhausted = "stop" })).JsonAsync(201);

        var topped = await (await town.Officer.PostAsync($"/api/subsidy/budgets/{town.Budget}/top-ups", new { fen = 500, reason = "区里追加" })).JsonAsync();
        var moved = await (await town.OtherOfficer.PostAsync($"/api/subsidy/budgets/{town.Budget}/transfers", new { to = second, fen = 300, reason = "调剂" })).JsonAsync();

        Assert.Equal((1_500, 1_200), ((long)topped["fen"]!, (long)moved["fen"]!));
        var entries = (await town.Auditor.GetJsonAsync($"/api/subsidy/ledger?account=allotted:{town.Budget}"))["items"]!.AsArray();
        Assert.Equal(["open ", "top-up 区里追加", "transfer 调剂"], entries.Select(e => $"{e!["kind"]} {e["reason"]}"));
        Assert.Equal(3, entries.Count(e => e!["by"] is not null));
        Assert.NotEqual((string)entries[1]!["by"]!, (string)entries[2]!["by"]!);
        var balances = await town.BalancesAsync();
        Assert.Equal((-1_500, 1_200, 300), (balances["appropriation:" + town.Subdistrict], balances["allotted:" + town.Budget], balances["allotted:" + second]));
        Assert.Equal(0, balances.Values.Sum());
    }

    [Fact]
    public async Task Transfer_OfMoreThanIsLeft_OrToAStrangersBudget_IsRefused()
    {
        var (town, stranger) = (await ATown.OpenAsync(factory, budgetFen: 1_000), await ATown.OpenAsync(factory));
        var second = "C-" + town.Budget;
        await (await town.Officer.PostAsync("/api/subsidy/budgets", new { code = second, fen = 0, from = "2025-01-01", to = (string?)null, whenExhausted = "stop" })).JsonAsync(201);
        await town.PlaceAsync(town.AnOrder(foodFen: 1_000));

        var tooMuch = await town.Officer.PostAsync($"/api/subsidy/budgets/{town.Budget}/transfers", new { to = second, fen = 501, reason = "调剂" });
        var strange = await town.Officer.PostAsync($"/api/subsidy/budgets/{town.Budget}/transfers", new { to = stranger.Budget, fen = 1, reason = "调剂" });
        var foreign = await stranger.Officer.PostAsync($"/api/subsidy/budgets/{town.Budget}/top-ups", new { fen = 1, reason = "x" });

        Assert.Equal("subsidy.budget-too-short", (string)(await tooMuch.JsonAsync(422))["code"]!);
        Assert.Equal("request.invalid", (string)(await strange.JsonAsync(400))["code"]!);
        await foreign.JsonAsync(404);
        Assert.Equal((500, 0, 500), await town.BudgetAsync());
    }

    [Fact]
    public async Task TopUp_RepeatedWithItsKey_CountsOnce()
    {
        var town = await ATown.OpenAsync(factory, budgetFen: 1_000);
        var key = Ids.New().ToString("N");

        for (var i = 0; i < 2; i++)
            await (await TopUpAsync(town, key)).JsonAsync();

        Assert.Equal((0, 0, 1_100), await town.BudgetAsync());
    }

    [Fact]
    public async Task Warnings_TellEachLevelOnce_AndAgainAfterMoreMoney()
    {
        var town = await ATown.OpenAsync(factory, budgetFen: 1_000);
        await town.PlaceAsync(town.AnOrder(foodFen: 1_600));
        Assert.Empty(await WarningsAsync(town));

        await town.PlaceAsync(town.AnOrder(foodFen: 500));
        await town.PlaceAsync(town.AnOrder(foodFen: 10));
        Assert.Equal([80], await WarningsAsync(town));

        await (await town.Officer.PostAsync($"/api/subsidy/budgets/{town.Budget}/top-ups", new { fen = 200, reason = "追加" })).JsonAsync();
        Assert.Empty(await WarningsAsync(town));
        await town.PlaceAsync(town.AnOrder(foodFen: 600));
        Assert.Equal([80, 95], await WarningsAsync(town));
    }

    [Fact]
    public async Task BurnDown_IsWhatTheLedgerSaysTheBudgetGaveByDay()
    {
        var town = await ATown.OpenAsync(factory, budgetFen: 10_000);
        var cancelled = town.AnOrder(foodFen: 800);
        await town.PlaceAsync(town.AnOrder(foodFen: 1_000));
        await town.PlaceAsync(cancelled);
        await town.CancelAsync(cancelled);

        var burnDown = await town.Auditor.GetJsonAsync($"/api/subsidy/budgets/{town.Budget}/burn-down");

        Assert.Equal((500, 1, "2025-07-20"), ((long)burnDown["perDayFen"]!, (int)burnDown["days"]!, (string)burnDown["runsOutOn"]!));
        Assert.Equal("""{"day":"2025-07-01","takenFen":500}""", burnDown["items"]!.AsArray()[^1]!.ToJsonString());
    }

    [Fact]
    public async Task BurnDown_OverDays_IsTheLedgerAddedUpByTheTownsDays()
    {
        var town = await ATown.OpenAsync(factory, budgetFen: 1_000_000);
        var before = factory.Clock.Now;
        try
        {
            // 23:59, 0:00 and noon in the town; then a day without anything.
            foreach (var (hours, minutes) in new[] { (15, 59), (16, 0), (28, 0), (76, 0) })
            {
                factory.Clock.Now = Instant.FromUtc(2025, 7, 1, 0, 0) + Duration.FromMinutes((hours * 60) + minutes);
                var (kept, cancelled) = (town.AnOrder(foodFen: 200 * (hours + 1), on: new LocalDate(2025, 7, 6)), town.AnOrder(foodFen: 300, on: new LocalDate(2025, 7, 6)));
                await town.PlaceAsync(kept);
                await town.PlaceAsync(cancelled);
                factory.Clock.Now += Duration.FromMinutes(1);
                await town.CancelAsync(cancelled);
            }

            var burnDown = await town.Auditor.GetJsonAsync($"/api/subsidy/budgets/{town.Budget}/burn-down");

            var entries = (await town.Auditor.GetJsonAsync($"/api/subsidy/ledger?account=budget:{town.Budget}&limit=500"))["items"]!.AsArray();
            var folded = entries
                .SelectMany(e => e!["postings"]!.AsArray().Select(p => (Day: DateTimeOffset.Parse((string)e["at"]!, CultureInfo.InvariantCulture).ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), Posting: p!)))
                .Where(p => (string)p.Posting["account"]! == "budget:" + town.Budget).GroupBy(p => p.Day).ToDictionary(g => g.Key, g => -g.Sum(p => (long)p.Posting["amountFen"]!));
            Assert.Equal(
                Enumerable.Range(0, BurnDown.LookBack).Select(i => new LocalDate(2025, 7, 4).PlusDays(i + 1 - BurnDown.LookBack)).Select(day => $"{day:uuuu-MM-dd} {folded.GetValueOrDefault($"{day:uuuu-MM-dd}")}"),
                burnDown["items"]!.AsArray().Select(item => $"{item!["day"]} {item["takenFen"]}"));
            Assert.Equal(3, folded.Count(day => day.Value != 0));
        }
        finally
        {
            factory.Clock.Now = before;
        }
    }

    // left, taken on the last days → per day, days, runs out (from 28 July)
    [Theory]
    [InlineData(1_000, new long[] { 100, 0, 100 }, 66, 3, "2025-08-12")]
    [InlineData(1_000, new long[] { 0, 0, 100 }, 100, 1, "2025-08-07")]
    [InlineData(1_000, new long[] { 0, 0, 0 }, 0, 0, null)]
    [InlineData(1_000, new long[] { 100, -100 }, 0, 2, null)]
    [InlineData(0, new long[] { 100 }, 100, 1, "2025-07-28")]
    [InlineData(99, new long[] { 100 }, 100, 1, "2025-07-28")]
    [InlineData(1_000_000_000_000, new long[] { 1 }, 1, 1, null)]
    public void BurnDown_SpreadsTheLastDaysEvenly(long left, long[] taken, long perDay, int days, string? runsOut)
    {
        var today = new LocalDate(2025, 7, 28);
        var lastDays = taken.Select((fen, i) => new DayTaken(today.PlusDays(i + 1 - taken.Length), fen)).ToList();

        var burnDown = BurnDown.Of(left, null, today, lastDays);

        Assert.Equal((perDay, days, runsOut), (burnDown.PerDayFen, burnDown.Days, burnDown.RunsOutOn is { } day ? NodaTime.Text.LocalDatePattern.Iso.Format(day) : null));
    }

    private static async Task<IReadOnlyList<int>> WarningsAsync(ATown town) =>
        [.. (await town.Auditor.GetJsonAsync($"/api/subsidy/budgets/{town.Budget}"))["warnings"]!.AsArray().Select(w => (int)w!["percent"]!)];

    private static async Task<HttpResponseMessage> TopUpAsync(ATown town, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/subsidy/budgets/{town.Budget}/top-ups") { Content = System.Net.Http.Json.JsonContent.Create(new { fen = 100, reason = "追加" }) };
        request.Headers.Add("Idempotency-Key", key);
        return await town.Officer.SendAsync(request);
    }
}
