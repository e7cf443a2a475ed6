using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Reports;

/// <summary>Every report, every number's decisions and every file, over the two months of <see cref="ReportedTown"/>.</summary>
public sealed class ReportTests(ReportedTown story) : IClassFixture<ReportedTown>
{
    private static readonly string[] Groupings = ["month", "day", "site", "community", "tier", "channel", "funder"];
    private static readonly string[] Fields = ["meals", "foodFen", "subsidyFen", "ownFen", "operatorFen", "grantedFen", "settledFen", "reservedFen", "clawedBackFen"];

    [Fact]
    public async Task EveryReport_IsWhatASecondProgramFindsInTheExportedLedger()
    {
        var (town, naive) = (story.Town, await story.SecondProgramAsync());
        foreach (var (months, meals) in new[]
                 {
                     ("month=2025-07", story.Meals.Where(m => m.Month == "2025-07").ToList()), ("month=2025-08", story.Meals.Where(m => m.Month == "2025-08").ToList()),
                     ("from=2025-06&to=2025-08", story.Meals),
                 })
        {
            foreach (var by in Groupings)
            {
                var report = await town.Auditor.GetJsonAsync($"/api/subsidy/report?{months}&groupBy={by}&limit=500");
                Assert.Equal(Text(naive.Report(meals, story.Settled, by)), report["items"]!.AsArray().Select(l => $"{l!["key"]} {Numbers(l)}"));
                Assert.Equal(Text(naive.Report(meals, story.Settled, "total")).Single(), $"total {Numbers(report["total"]!)}");
            }
        }
    }

    [Fact]
    public async Task AllMonthsTogether_AreTheBalancesOfTheAccounts()
    {
        var (town, balances) = (story.Town, (await story.SecondProgramAsync()).Balances);
        var sites = await LinesAsync("site", "from=2025-06&to=2025-09");
        Assert.All(sites, line => Assert.Equal(
            (balances.GetValueOrDefault("granted:" + line["key"]), balances.GetValueOrDefault("settled:" + line["key"])),
            ((long)line["grantedFen"]!, (long)line["settledFen"]!)));
        Assert.Equal(balances.Where(b => b.Key.StartsWith("reserved:", StringComparison.Ordinal)).Sum(b => b.Value), sites.Sum(l => (long)l["reservedFen"]!));
        foreach (var line in await LinesAsync("funder", "from=2025-06&to=2025-09"))
            Assert.Equal(-balances["budget:" + line["key"]], (long)line["grantedFen"]! + (long)line["settledFen"]! + (long)line["reservedFen"]!);
        Assert.True(sites.Sum(l => (long)l["settledFen"]!) > 0 && sites.Sum(l => (long)l["reservedFen"]!) > 0 && sites.Sum(l => (long)l["clawedBackFen"]!) > 0);
        Assert.Contains(await town.Auditor.GetJsonAsync("/api/subsidy/claw-backs") is var list ? list["items"]!.AsArray() : [], c => (string?)c!["adjustsMonth"] is not null);
    }

    /// <summary>Filtered by a key, the total is that key's line; and the decisions behind each of its numbers add up to it.</summary>
    [Theory]
    [InlineData("month", "month", "tier")]
    [InlineData("day", "serviceDate", "site")]
    [InlineData("site", "siteCode", "funder")]
    [InlineData("community", "community", "day")]
    [InlineData("tier", "tier", "channel")]
    [InlineData("channel", "channel", "community")]
    [InlineData("funder", "funder", "day")]
    public async Task Line_IsTheTotalUnderItsFilter_AndTheSumOfItsDecisions(string by, string filter, string then)
    {
        foreach (var line in await LinesAsync(by, "from=2025-07&to=2025-08"))
        {
            var months = by == "month" ? "" : "from=2025-07&to=2025-08&";
            var narrowed = $"{months}{filter}={Uri.EscapeDataString((string)line["key"]!)}";
            Assert.Equal(Numbers(line), Numbers((await story.Town.Auditor.GetJsonAsync($"/api/subsidy/report?{narrowed}&groupBy={then}"))["total"]!));

            var kept = await DecisionsAsync(narrowed + "&money=kept");
            Assert.Equal(
                ((long)line["meals"]!, (long)line["foodFen"]!, (long)line["subsidyFen"]!, (long)line["operatorFen"]!),
                (kept.Count, kept.Sum(d => (long)d["foodFen"]!), kept.Sum(d => (long)d["subsidyFen"]!), kept.Sum(d => (long)d["operatorFen"]!)));
            foreach (var (money, field) in new[] { ("granted", "grantedFen"), ("settled", "settledFen"), ("reserved", "reservedFen"), ("clawed-back", "clawedBackFen") })
                Assert.Equal((long)line[field]!, (await DecisionsAsync($"{narrowed}&money={money}")).Sum(d => (long)d["subsidyFen"]! + (long)d["operatorFen"]!));
        }
    }

    [Fact]
    public async Task Report_ByPages_IsTheWholeReport()
    {
        var whole = await LinesAsync("day", "from=2025-07&to=2025-08");
        Assert.Equal(whole.Select(Numbers), (await PagesAsync("report", "from=2025-07&to=2025-08&groupBy=day&limit=3")).Select(Numbers));
        Assert.True(whole.Count > 6);
    }

    [Fact]
    public async Task Files_HoldExactlyTheFilteredRows()
    {
        var auditor = story.Town.Auditor;
        var tier = $"tier={Uri.EscapeDataString(story.Town.Scheme + " 80+")}";

        var lines = (await LinesAsync("site", "month=2025-07&" + tier)).Select(l => $"{l["key"]},{l["name"]},{l["meals"]},{Yuan(l["foodFen"])},{Yuan(l["subsidyFen"])}");
        var csv = Encoding.UTF8.GetString(await auditor.GetByteArrayAsync($"/api/subsidy/report.csv?month=2025-07&{tier}&groupBy=site"));
        Assert.StartsWith("\uFEFF分组,名称,餐数,餐费（元）,居民补贴（元）,", csv, StringComparison.Ordinal);
        Assert.Equal(lines, csv.Split("\r\n")[1..^1].Select(row => string.Join(',', row.Split(',')[..5])));

        var decisions = (await DecisionsAsync($"month=2025-07&{tier}&money=kept")).Select(d => $"{d["orderNumber"]},{d["id"]},{d["serviceDate"]}").ToList();
        csv = Encoding.UTF8.GetString(await auditor.GetByteArrayAsync($"/api/subsidy/decisions.csv?month=2025-07&{tier}&money=kept"));
        Assert.Equal(decisions, csv.Split("\r\n")[1..^1].Select(row => string.Join(',', row.Split(',')[..3])));

        using var xlsx = SpreadsheetDocument.Open(new MemoryStream(await auditor.GetByteArrayAsync($"/api/subsidy/decisions.xlsx?month=2025-07&{tier}&money=kept")), false);
        Assert.Equal(decisions.Count + 1, xlsx.WorkbookPart!.WorksheetParts.Single().Worksheet!.Descendants<Row>().Count());
        Assert.Empty(new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(xlsx).Select(e => e.Description));
        Assert.NotEmpty(decisions);
    }

    [Theory]
    [InlineData("report", "from=2025-07&to=2025-06")]
    [InlineData("report", "from=2020-01&to=2025-06")]
    [InlineData("report", "month=2025-07&tier=unknown")]
    [InlineData("report", "month=2025-07&channel=drone")]
    [InlineData("report.csv", "month=2025-07&serviceDate=2025-02-30")]
    [InlineData("decisions", "month=2025-07&money=gone")]
    [InlineData("decisions.xlsx", "from=x")]
    public async Task Filter_ThatMakesNoSense_IsInvalid(string path, string query) =>
        await (await story.Town.Auditor.GetAsync($"/api/subsidy/{path}?{query}")).ProblemAsync(400, "request.invalid");

    [Fact]
    public async Task Guests_AreInTheSitesList_AndNotInItsMoney()
    {
        var all = await DecisionsAsync("month=2025-07");
        var guest = Assert.Single(all, d => (string)d["subdistrict"]! != story.Town.Subdistrict);
        Assert.Null(guest["community"]);
        foreach (var narrowed in new[] { "money=kept", "community=c-1", "funder=" + story.Town.Budget, $"tier={Uri.EscapeDataString(story.Town.Scheme + " 80+")}" })
            Assert.DoesNotContain(await DecisionsAsync("month=2025-07&" + narrowed), d => (string)d["subdistrict"]! != story.Town.Subdistrict);
    }

    private Task<IReadOnlyList<JsonNode>> LinesAsync(string by, string filter) => PagesAsync("report", $"{filter}&groupBy={by}&limit=500");

    private Task<IReadOnlyList<JsonNode>> DecisionsAsync(string filter) => PagesAsync("decisions", filter + "&limit=20");

    private async Task<IReadOnlyList<JsonNode>> PagesAsync(string path, string query)
    {
        var items = new List<JsonNode>();
        for (var after = ""; after is not null;)
        {
            var page = await story.Town.Auditor.GetJsonAsync($"/api/subsidy/{path}?{query}&after={after}");
            items.AddRange(page["items"]!.AsArray().Select(i => i!));
            after = (string?)page["next"];
        }

        return items;
    }

    private static string Numbers(JsonNode line) => string.Join(' ', Fields.Select(f => (long)line[f]!));

    private static IEnumerable<string> Text(IReadOnlyDictionary<string, NaiveReport.Line> lines) => lines.Select(l => string.Create(
        CultureInfo.InvariantCulture,
        $"{l.Key} {l.Value.Meals} {l.Value.Food} {l.Value.Subsidy} {l.Value.Own} {l.Value.Operator} {l.Value.Granted} {l.Value.Settled} {l.Value.Reserved} {l.Value.ClawedBack}"));

    private static string Yuan(JsonNode? fen) => ((decimal)(long)fen! / 100).ToString("0.00", CultureInfo.InvariantCulture);
}
