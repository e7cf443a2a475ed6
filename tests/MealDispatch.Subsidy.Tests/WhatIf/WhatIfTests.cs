using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.WhatIf;

/// <summary>A month under other schemes must come out as if it had been lived under them.</summary>
public sealed class WhatIfTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private const long BudgetFen = 9_000;

    private static readonly Func<Scheme, Scheme> AsItWas = s => s with { Limits = new Limits(1, null, 6, null) };

    private static readonly Func<Scheme, Scheme> Changed = s => s with
    {
        Tiers = [new Tier("低保", new TierCondition(60, null, ["dibao"], [], []), new Benefit.Copay(200, 900)), new Tier("60+", Examples.From(60), new Benefit.Fixed(450))],
        Limits = new Limits(2, 1, null, 2_500),
        OnNoShow = OnNoShow.Release,
    };

    [Fact]
    public async Task Month_UnderAChangedScheme_IsAsIfItHadBeenLivedUnderIt()
    {
        var (town, other) = (await ATown.OpenAsync(factory, BudgetFen, AsItWas, "partial"), await ATown.OpenAsync(factory, BudgetFen, Changed, "partial"));
        await LiveAsync(town);
        await LiveAsync(other);

        var asked = await town.WhatIfAsync(new { month = "2025-07", schemes = new[] { town.SchemeJson(Changed) } });
        var lived = await other.WhatIfAsync(new { month = "2025-07" });

        Assert.True((long)asked["total"]!["differenceFen"]! != 0);
        foreach (var list in new[] { "bySite", "byTier", "byDay", "byBudget" })
            Assert.Equal(
                lived[list]!.AsArray().Select(l => Of(l!, "Before", other)).Where(l => !l.Contains(" 0 0 0", StringComparison.Ordinal)),
                asked[list]!.AsArray().Select(l => Of(l!, "After", town)).Where(l => !l.Contains(" 0 0 0", StringComparison.Ordinal)));
        Assert.Equal(Of(lived["total"]!, "Before", other), Of(asked["total"]!, "After", town));
        // Budget and limits did bind: without them the change costs another sum.
        Assert.InRange((long)asked["total"]!["subsidyFenAfter"]!, BudgetFen - 1_000, BudgetFen);
    }

    [Fact]
    public async Task Month_WithoutAChange_ComesOutAsItWas()
    {
        var town = await ATown.OpenAsync(factory, BudgetFen, AsItWas, "partial");
        await LiveAsync(town, alsoNextMonth: true);
        var (balances, budget) = (await town.BalancesAsync(), await town.BudgetAsync());

        var result = await town.WhatIfAsync(new { month = "2025-07" });

        Assert.True((int)result["meals"]! > 30);
        foreach (var line in new[] { "bySite", "byTier", "byDay", "byBudget" }.SelectMany(list => result[list]!.AsArray()).Append(result["total"]))
            Assert.Equal(Of(line!, "Before", town), Of(line!, "After", town));
        Assert.Equal((0, 0), ((int)result["residents"]!["payLess"]!, (int)result["residents"]!["payMore"]!));
        Assert.Equal(balances, await town.BalancesAsync());
        Assert.Equal(budget, await town.BudgetAsync());
    }

    [Fact]
    public async Task ChangedLimit_GivesLaterMealsWhatTheyWereRefused()
    {
        var town = await ATown.OpenAsync(factory);
        var first = town.AnOrder();
        foreach (var order in new[] { first, town.AnOrder(first.ResidentId, period: MealPeriod.Dinner, site: "HX02"), town.AnOrder() })
            await PlaceAsync(town, order);

        var result = await town.WhatIfAsync(new { month = "2025-07", schemes = new[] { town.SchemeJson(s => s with { Limits = new Limits(2, null, null, null) }) } });

        Assert.Equal((2, 3, 1200, 1800, 600), Numbers(result["total"]!));
        Assert.Equal((0, 1, 0, 600, 600), Numbers(Assert.Single(result["bySite"]!.AsArray(), l => (string)l!["key"]! == "HX02")!));
        Assert.Equal(1, (int)result["residents"]!["payLess"]!);
        Assert.Equal(1, (int)result["residents"]!["same"]!);
    }

    [Fact]
    public async Task Draft_IsAskedForByItsNumber_AndAScheme_CanBeLeftOut()
    {
        var town = await ATown.OpenAsync(factory);
        await PlaceAsync(town, town.AnOrder());
        var draft = await (await town.Officer.PostAsync("/api/subsidy/schemes", town.SchemeJson(s => s with { EffectiveFrom = new(2026, 1, 1), Tiers = [s.Tiers[0] with { Benefit = new Benefit.Fixed(700) }] }))).JsonAsync(201);

        var changed = await town.WhatIfAsync(new { month = "2025-07", schemes = new[] { new { code = town.Scheme, version = (int)draft["version"]! } } });
        var without = await town.WhatIfAsync(new { month = "2025-07", without = new[] { town.Scheme } });
        var added = await town.WhatIfAsync(new { month = "2025-07", schemes = new[] { town.SchemeJson(s => s with { Code = "OP-1", Payee = Payee.Operator, Tiers = [s.Tiers[0] with { Benefit = new Benefit.Fixed(50) }] }) } });

        Assert.Equal(100, (long)changed["total"]!["differenceFen"]!);
        Assert.Equal(-600, (long)without["total"]!["differenceFen"]!);
        Assert.Equal((600, 600, 50, 50), ((long)added["total"]!["subsidyFenBefore"]!, (long)added["total"]!["subsidyFenAfter"]!, (long)added["total"]!["operatorFenAfter"]!, (long)added["total"]!["differenceFen"]!));
    }

    [Fact]
    public async Task Result_IsATableOrLinesOfProgress_WhenAskedFor()
    {
        var town = await ATown.OpenAsync(factory);
        await PlaceAsync(town, town.AnOrder());

        var csv = await AskAsync(town, "text/csv");
        var lines = (await AskAsync(town, "application/x-ndjson")).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!).ToList();

        Assert.StartsWith("\uFEFF分组,项目,原餐数,新餐数,原补贴（元）", csv, StringComparison.Ordinal);
        Assert.Contains("\r\n助餐点,HX01,1,1,6.00,6.00,0.00,0.00,0.00\r\n", csv, StringComparison.Ordinal);
        Assert.Equal((0, 1), ((int)lines[0]["replayed"]!, (int)lines[0]["of"]!));
        Assert.Equal(600, (long)lines[^1]["result"]!["total"]!["subsidyFenAfter"]!);
    }

    [Fact]
    public async Task WhatIf_OfAnotherTown_OrOfNonsense_IsRefused()
    {
        var (town, other) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));

        await (await other.Auditor.PostAsync("/api/subsidy/what-if", new { month = "2025-07", schemes = new[] { town.SchemeJson() } })).ProblemAsync(403, "auth.not-allowed");
        await (await other.Auditor.PostAsync("/api/subsidy/what-if", new { month = "2025-07", schemes = new[] { new { code = town.Scheme, version = 1 } } })).ProblemAsync(404, "request.not-found");
        await (await town.Auditor.PostAsync("/api/subsidy/what-if", new { month = "2025-13" })).ProblemAsync(400, "request.invalid");
        await (await town.Auditor.PostAsync("/api/subsidy/what-if", new { month = "2025-07", without = new[] { town.Scheme }, schemes = new[] { town.SchemeJson() } })).ProblemAsync(400, "request.invalid");
        var bad = await (await town.Auditor.PostAsync("/api/subsidy/what-if", new { month = "2025-07", schemes = new[] { town.SchemeJson(s => s with { Funders = [new Funder("a", 50)] }) } })).ProblemAsync(400, "request.invalid");
        Assert.NotNull(bad["errors"]!["schemes[0].funders"]);
        await (await (await factory.SignedInAsync(Role.CanteenStaff, town.Subdistrict)).PostAsync("/api/subsidy/what-if", new { month = "2025-07" })).ProblemAsync(403, "auth.not-allowed");
    }

    /// <summary>The same month for every town: 40 orders of 5 residents, some cancelled at once or later, some never collected.</summary>
    private async Task LiveAsync(ATown town, bool alsoNextMonth = false)
    {
        var random = new Random(7);
        var residents = Enumerable.Range(0, 5).Select(_ => Ids.New()).ToList();
        var waiting = new List<(OrderPlaced Order, int End)>();
        for (var i = 0; i < 40; i++)
        {
            var (who, day, period, food, end, site) = (random.Next(5), i / 4, random.Next(3), random.Next(500, 2200), random.Next(6), random.Next(3));
            var order = town.AnOrder(residents[who], food, on: ATown.Today.PlusDays(alsoNextMonth && i % 9 == 0 ? 40 : day), period: (MealPeriod)period, site: "HX0" + site) with
            {
                Categories = who == 0 ? [new ResidentCategory("dibao", null, null)] : [],
                BirthDate = who == 4 ? new LocalDate(1970, 1, 1) : new LocalDate(1950, 1, 1),
            };
            await PlaceAsync(town, order);
            waiting.Add((order, end));
            if (waiting.Count > 3)
                await EndFirstAsync(town, waiting);
        }
        while (waiting.Count > 2)
            await EndFirstAsync(town, waiting);
    }

    private async Task EndFirstAsync(ATown town, List<(OrderPlaced Order, int End)> waiting)
    {
        var (order, end) = waiting[0];
        waiting.RemoveAt(0);
        factory.Clock.Now += Duration.FromSeconds(1);
        await (end switch { 0 => town.CancelAsync(order), 1 => town.NotCollectedAsync(order), _ => town.ServeAsync(order) });
    }

    private async Task PlaceAsync(ATown town, OrderPlaced order)
    {
        factory.Clock.Now += Duration.FromSeconds(1);
        await town.PlaceAsync(order);
    }

    private static async Task<string> AskAsync(ATown town, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/subsidy/what-if") { Content = new StringContent("""{"month":"2025-07"}""", System.Text.Encoding.UTF8, "application/json") };
        request.Headers.Accept.ParseAdd(accept);
        var answer = await town.Auditor.SendAsync(request);
        Assert.Equal((200, accept), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        return System.Text.Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync());
    }

    private static (long, long, long, long, long) Numbers(JsonNode line) =>
        ((long)line["mealsBefore"]!, (long)line["mealsAfter"]!, (long)line["subsidyFenBefore"]!, (long)line["subsidyFenAfter"]!, (long)line["differenceFen"]!);

    private static string Of(JsonNode line, string when, ATown town) =>
        $"{((string)line["key"]!).Replace(town.Subdistrict[2..], "", StringComparison.Ordinal)} {line["meals" + when]} {line["subsidyFen" + when]} {line["operatorFen" + when]}";
}
