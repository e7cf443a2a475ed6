using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Samples;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using static MealDispatch.Subsidy.Tests.Settlements.ACanteen;

namespace MealDispatch.Subsidy.Tests.Samples;

/// <summary>A month's meals are drawn so that anybody can redo it, asked about, and what was said is carried over to all of them.</summary>
public sealed class SampleTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Sample_IsWhatAnybodyDrawsWithSha256_AndTheSameAgain()
    {
        var town = await ATown.OpenAsync(factory);
        var served = await ServedAsync(town, ("A", 9), ("B", 3), ("C", 1));

        var sample = await DrawAsync(town.Auditor, new { month = "2025-07", size = 6, seed = "2025-07 回访" }, 201);

        // One of each site; of the three that are left two go to A (8 of 10 others: 2.4) and, by the largest remainder, one to B (2 of 10: 0.6).
        foreach (var (site, share) in new[] { ("A", 3), ("B", 2), ("C", 1) })
            Assert.Equal(
                served.Where(o => o.SiteCode == site).Select(o => DecisionOf(o).ToString())
                    .OrderBy(id => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"2025-07 回访:{id}"))), StringComparer.Ordinal).Take(share),
                Ids(sample, site));
        var all = string.Concat(served.Select(o => DecisionOf(o).ToString()).Order(StringComparer.Ordinal).Select(id => id + "\n"));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(all))), (string)sample["populationSha256"]!);

        await ServedAsync(town, ("A", 2));
        var again = await DrawAsync(town.Officer, new { month = "2025-07", size = 6, seed = "2025-07 回访" }, 200);
        Assert.Equal(sample.ToJsonString(), again.ToJsonString());
        Assert.NotEqual(Ids(sample), Ids(await DrawAsync(town.Auditor, new { month = "2025-07", size = 6, seed = 7 }, 201)));
    }

    [Theory]
    [InlineData(new long[] { 10, 10 }, 4, new[] { 2, 2 })]
    [InlineData(new long[] { 1000, 1, 1 }, 3, new[] { 1, 1, 1 })]
    [InlineData(new long[] { 1000, 1, 1 }, 10, new[] { 8, 1, 1 })]
    [InlineData(new long[] { 3, 2 }, 9, new[] { 3, 2 })]
    [InlineData(new long[] { 5, 5, 5 }, 4, new[] { 2, 1, 1 })]
    [InlineData(new long[] { 333_333, 111_111, 55_556 }, 500, new[] { 332, 112, 56 })]
    public void Allocation_IsInProportion_WithOneOfEach(long[] meals, int size, int[] shares) => Assert.Equal(shares, SampleDraw.Allocate(meals, size));

    [Fact]
    public async Task SampleAndCallBack_SentTwiceUnderOneKey_AreOne()
    {
        var town = await ATown.OpenAsync(factory);
        await ServedAsync(town, ("A", 3));
        town.Auditor.DefaultRequestHeaders.Add("Idempotency-Key", "sample-1");

        var sample = await DrawAsync(town.Auditor, new { month = "2025-07", size = 2, seed = "k" }, 201);
        await ServedAsync(town, ("B", 3));

        Assert.Equal(sample.ToJsonString(), (await DrawAsync(town.Auditor, new { month = "2025-07", size = 2, seed = "k" }, 200)).ToJsonString());
        await (await town.Auditor.PostAsync("/api/subsidy/samples", new { month = "2025-07", size = 3, seed = "k" })).ProblemAsync(422, "idempotency.key-reused");
        town.Auditor.DefaultRequestHeaders.Remove("Idempotency-Key");
        town.Auditor.DefaultRequestHeaders.Add("Idempotency-Key", "call-1");
        for (var i = 0; i < 2; i++)
            Assert.Empty((await CallAsync(town.Auditor, sample, Ids(sample)[0], new { outcome = "not-reached" }))["corrected"]!.AsArray());
    }

    [Fact]
    public async Task CallBacks_AreCarriedOverToAllMeals_AndCorrectionsStay()
    {
        var town = await ATown.OpenAsync(factory);
        await ServedAsync(town, ("A", 8), ("B", 2));
        var sample = await DrawAsync(town.Auditor, new { month = "2025-07", size = 5, seed = "s" }, 201);
        var (a, b) = (Ids(sample, "A"), Ids(sample, "B"));
        await CallAsync(town.Auditor, sample, a[0], new { outcome = "denied", note = "那天住院" });
        await CallAsync(town.Officer, sample, a[1], new { outcome = "confirmed", carriedBy = "穿蓝衣的骑手", paidFen = 1000 });
        await CallAsync(town.Auditor, sample, a[2], new { outcome = "not-reached" });
        var corrected = await CallAsync(town.Auditor, sample, a[0], new { outcome = "confirmed", note = "女儿说收到了" });
        await CallAsync(town.Auditor, sample, a[1], new { outcome = "denied", note = "没有点过" });

        var read = await town.Officer.GetJsonAsync($"/api/subsidy/samples/{sample["id"]}");

        Assert.Equal("denied", (string)corrected["corrected"]![0]!["outcome"]!);
        Assert.Equal("confirmed", (string)corrected["callBack"]!["outcome"]!);
        var site = read["sites"]![0]!;
        Assert.Equal(("A", 8, 4_800), ((string)site["calls"]!["siteCode"]!, (int)site["calls"]!["meals"]!, (long)site["calls"]!["amountFen"]!));
        Assert.Equal((1, 1, 1), ((int)site["calls"]!["confirmed"]!, (int)site["calls"]!["denied"]!, (int)site["calls"]!["notReached"]!));
        // Wilson by hand for 1 of 2: 0.5 in the middle, 0.0945 to 0.9055.
        Assert.Equal((0.5m, 0.0945m, 0.9055m), ((decimal)site["denied"]!["rate"]!, (decimal)site["denied"]!["low"]!, (decimal)site["denied"]!["high"]!));
        Assert.Equal(2_400, (long)site["denied"]!["deniedFen"]!);
        Assert.Null(read["sites"]![1]!["denied"]!["rate"]);
        Assert.Equal(3_000, (long)read["denied"]!["deniedFen"]!);
        Assert.Single(b);
        var row = Assert.Single((await town.Officer.GetJsonAsync("/api/subsidy/samples?month=2025-07"))["items"]!.AsArray());
        Assert.Equal((5, 3, 1), ((int)row!["drawn"]!, (int)row["called"]!, (int)row["denied"]!));
        Assert.Contains("没有点过", await town.Auditor.GetStringAsync($"/api/subsidy/samples/{sample["id"]}.csv"), StringComparison.Ordinal);
    }

    /// <summary>0 of 30 and 3 of 30 of two sites: by hand, weights 0.8 and 0.2.</summary>
    [Fact]
    public void Whole_IsTheSitesRatesByTheirMeals_WithTheIntervalOfAsManyCalls()
    {
        var whole = Extrapolation.OfAll([new Calls("A", 800, 480_000, 30, 30, 0, 0), new Calls("B", 200, 120_000, 30, 27, 3, 0)]);

        // Rate 0.2 · 0.1 = 0.02; calls worth 1 / (0.64/30 + 0.04/30) = 44.12; Wilson of both.
        Assert.Equal((0.02m, 0.0032m, 0.1137m), (whole.Rate, whole.Low, whole.High));
        Assert.Equal(12_000, whole.DeniedFen);
    }

    [Fact]
    public async Task Settled_IsDrawnFromApprovedStatements_WithoutNoShows()
    {
        var canteen = await OpenAsync(factory);
        var settled = await canteen.ServedAsync();
        var missed = canteen.Town.AnOrder(site: canteen.Code, on: ATown.Today.PlusDays(1));
        await canteen.Town.PlaceAsync(missed);
        await canteen.Town.NotCollectedAsync(missed);
        await (await canteen.Town.Auditor.PostAsync("/api/subsidy/samples", new { month = July, size = 5, seed = "1", basis = "settled" })).ProblemAsync(422, "subsidy.nothing-to-sample");
        await canteen.ApprovedAsync();
        await canteen.ServedAsync(on: ATown.Today.PlusDays(2));

        Assert.Equal([DecisionOf(settled).ToString()], Ids(await DrawAsync(canteen.Town.Auditor, new { month = July, size = 5, seed = "1", basis = "settled" }, 201)));
        Assert.Equal(2, Ids(await DrawAsync(canteen.Town.Auditor, new { month = July, size = 5, seed = "1" }, 201)).Count);
    }

    [Fact]
    public async Task Samples_OfAnotherTown_AreNotThere_AndBadOnesAreRefused()
    {
        var (town, other) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));
        await ServedAsync(town, ("A", 1), ("B", 1));
        var sample = await DrawAsync(town.Auditor, new { month = "2025-07", size = 2, seed = "x" }, 201);
        var meal = $"/api/subsidy/samples/{sample["id"]}/meals/{Ids(sample)[0]}";

        await (await other.Officer.GetAsync($"/api/subsidy/samples/{sample["id"]}")).ProblemAsync(404, "request.not-found");
        await (await other.Officer.GetAsync($"/api/subsidy/samples/{sample["id"]}.csv")).ProblemAsync(404, "request.not-found");
        await (await other.Officer.PostAsync(meal, new { outcome = "confirmed" })).ProblemAsync(404, "request.not-found");
        await (await town.Auditor.PostAsync(meal, new { outcome = "denied" })).ProblemAsync(400, "request.invalid");
        await (await town.Auditor.PostAsync("/api/subsidy/samples", new { month = "2025-07", size = 1, seed = "x" })).ProblemAsync(422, "subsidy.sample-too-small");
        await (await town.Auditor.PostAsync("/api/subsidy/samples", new { month = "2025-07", size = 2 })).ProblemAsync(400, "request.invalid");
        await (await town.Auditor.PostAsync("/api/subsidy/samples", new { month = "2025-07", size = 2, seed = new { } })).ProblemAsync(400, "request.invalid");
    }

    private static async Task<List<OrderPlaced>> ServedAsync(ATown town, params (string Site, int Meals)[] sites)
    {
        var orders = sites.SelectMany(s => Enumerable.Range(0, s.Meals).Select(_ => town.AnOrder(site: s.Site))).ToList();
        foreach (var order in orders)
        {
            await town.PlaceAsync(order);
            await town.ServeAsync(order);
        }

        return orders;
    }

    private static async Task<JsonNode> DrawAsync(HttpClient who, object request, int status) => await (await who.PostAsync("/api/subsidy/samples", request)).JsonAsync(status);

    private static async Task<JsonNode> CallAsync(HttpClient who, JsonNode sample, string decision, object said) =>
        await (await who.PostAsync($"/api/subsidy/samples/{sample["id"]}/meals/{decision}", said)).JsonAsync();

    private static List<string> Ids(JsonNode sample, string? site = null) =>
        [.. sample["items"]!.AsArray().Where(m => site is null || (string)m!["siteCode"]! == site).Select(m => (string)m!["decisionId"]!)];
}
