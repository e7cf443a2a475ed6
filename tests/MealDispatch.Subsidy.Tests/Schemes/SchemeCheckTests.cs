using System.Text.Json.Nodes;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Tests.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Schemes;

/// <summary>Errors keep a scheme from being saved, warnings do not; both say what to look at, in both languages.</summary>
public sealed class SchemeCheckTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    [Fact]
    public async Task Check_OfASoundScheme_FindsNothing_AndSavesNothing()
    {
        var town = await ATown.OpenAsync(factory);

        var check = await CheckAsync(town, town.SchemeJson(s => s with { EffectiveFrom = new(2025, 8, 1) }));

        Assert.True((bool)check["ok"]!);
        Assert.Empty(check["errors"]!.AsArray());
        Assert.Empty(check["warnings"]!.AsArray());
        Assert.Single((await town.Auditor.GetJsonAsync($"/api/subsidy/schemes/{town.Scheme}"))["versions"]!.AsArray());
    }

    public static TheoryData<string, string, string> Lawful => new()
    {
        { "age-gap", "tiers", " 70 岁没有对应的档次" },
        { "age-gap at the top", "tiers", " 80 岁及以上没有对应的档次" },
        { "tiers-overlap", "tiers[1].when", "「60+」和「80+」都包括 80 至 89 岁的人：按先列的「60+」算" },
        { "tiers-overlap of categories", "tiers[1].when", "「低保」和「残疾」都包括 60 岁及以上的人：按先列的「低保」算" },
        { "no-limit", "limits", "没有任何限制：同一位老人每餐都补贴" },
        { "limit-without-effect", "limits.mealsPerMealPeriod", "每日已限 1 餐，每餐次的限制不起作用" },
        { "no-cap", "tiers[0].benefit.capFen", "「60+」按比例补贴，没有封顶" },
        { "unknown-site", "sites", "没有代码为 NOWHERE 的助餐点" },
        { "unknown-budget", "funders[0].budget", "没有代码为 NO-MONEY 的预算：设立之前补不了" },
        { "budget-closes-earlier", "funders[0].budget", "为止，之后补不了" },
        { "budget-opens-later", "funders[0].budget", "才开始，之前补不了" },
        { "excludes", "stacking.group", "同组，同一餐只给较高的一项" },
        { "group-of-one", "stacking.group", "组「lonely」里只有这一个方案" },
        { "same-order", "stacking.order", "顺序相同，按代码先后计算" },
        { "started-already", "effectiveFrom", "开始日期已过：已经核定的餐不会改变" },
        { "already-over", "effectiveTo", "结束日期已过，以后的餐不会按它补贴" },
        { "fee-without-delivery", "channels", "不含“送餐上门”，送餐费不会得到补贴" },
        { "copay-to-operator", "tiers[0].benefit.kind", "没有意义" },
    };

    [Theory, MemberData(nameof(Lawful))]
    public async Task Warning_IsNamed_AndTheSchemeCanStillBeSaved(string kind, string field, string zh)
    {
        var town = await ATown.OpenAsync(factory, change: s => s with { Stacking = new Stacking(1, "g", StackedOn.Remaining) });
        await (await town.Officer.PostAsync("/api/subsidy/budgets", new { code = "S-" + town.Budget, fen = 1000, from = "2025-08-01", to = "2025-09-30", whenExhausted = "stop" })).JsonAsync(201);
        var scheme = town.SchemeJson(s => Doubtful(kind, s with { Code = "X-" + s.Code, EffectiveFrom = new(2025, 8, 1) }, town));

        var check = await CheckAsync(town, scheme);

        var warning = Assert.Single(check["warnings"]!.AsArray(), w => (string)w!["code"]! == kind.Split(' ')[0] && (string)w["field"]! == field)!;
        Assert.Contains(zh, (string)warning["zh"]!, StringComparison.Ordinal);
        Assert.NotEqual((string)warning["zh"]!, (string)warning["en"]!);
        Assert.True((bool)check["ok"]!);
        await (await town.Officer.PostAsync("/api/subsidy/schemes", scheme)).JsonAsync(201);
    }

    [Fact]
    public async Task CategoryBeforePlainAges_IsNoOverlap()
    {
        var town = await ATown.OpenAsync(factory);

        var check = await CheckAsync(town, town.SchemeJson(s => s with
        {
            EffectiveFrom = new(2025, 8, 1),
            Tiers = [ATier("低保", new TierCondition(null, null, ["dibao"], [], [])), ATier("60+", Examples.From(60))],
        }));

        Assert.Empty(check["warnings"]!.AsArray());
    }

    [Fact]
    public async Task Errors_AreThoseThatSavingRefuses_InBothLanguages()
    {
        var town = await ATown.OpenAsync(factory);
        var scheme = town.SchemeJson(s => s with
        {
            Funders = [new Funder(town.Budget, 40), new Funder("B2", 50)],
            Tiers = [s.Tiers[0], ATier("70+", Examples.From(70))],
        });

        var check = await CheckAsync(town, scheme);

        Assert.False((bool)check["ok"]!);
        Assert.Equal(
            [("effectiveFrom", "新版本的开始日期必须晚于已有版本。（2025-06-25）"), ("funders", "出资比例合计须为 100%，现在是 90%"), ("tiers[1].when", "「70+」永远用不上：它的人都已归前面的档次")],
            check["errors"]!.AsArray().Select(e => ((string)e!["field"]!, (string)e["zh"]!)).Order());
        Assert.Contains(check["errors"]!.AsArray(), e => (string)e!["en"]! == "shares must add to 100, not 90");
        var refused = await (await town.Officer.PostAsync("/api/subsidy/schemes", scheme)).ProblemAsync(400, "request.invalid");
        Assert.Equal(["funders", "tiers[1].when"], refused["errors"]!.AsObject().Select(e => e.Key).Order());
    }

    [Fact]
    public async Task CopayOnTheOriginalPrice_AfterAnotherGrant_IsAnError()
    {
        var town = await ATown.OpenAsync(factory);

        var check = await CheckAsync(town, town.SchemeJson(s => s with
        {
            Code = "CP-" + s.Code,
            Tiers = [new Tier("60+", Examples.From(60), new Benefit.Copay(300, 900))],
            Stacking = new Stacking(20, null, StackedOn.Original),
        }));

        Assert.Contains(town.Scheme, (string)Assert.Single(check["errors"]!.AsArray(), e => (string)e!["field"]! == "stacking.on")!["zh"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_ShowWhatEldersPay_BeforeAndAfter()
    {
        var town = await ATown.OpenAsync(factory);

        var check = await CheckAsync(town, town.SchemeJson(s => s with
        {
            EffectiveFrom = new(2025, 8, 1),
            Tiers = [new Tier("80+", Examples.From(80), new Benefit.Fixed(900)), s.Tiers[0]],
        }));

        var meal = check["examples"]!["meals"]!.AsArray().ToList().FindIndex(m => (string)m!["channel"]! == "dine-in" && (long)m["foodFen"]! == 1600);
        var bills = check["examples"]!["elders"]!.AsArray().ToDictionary(
            e => (int)e!["age"]!, e => ((long)e!["bills"]![meal]!["beforeFen"]!, (long)e["bills"]![meal]!["afterFen"]!, (string?)e["bills"]![meal]!["tier"]));
        Assert.Equal(new() { [59] = (1600, 1600, null), [60] = (1000, 1000, "60+"), [80] = (1000, 700, "80+") }, bills);
    }

    [Fact]
    public async Task Check_OfAnotherTown_OrOfNoObject_IsRefused()
    {
        var (town, other) = (await ATown.OpenAsync(factory), await ATown.OpenAsync(factory));

        var check = await CheckAsync(other, town.SchemeJson());

        Assert.Contains(check["errors"]!.AsArray(), e => (string)e!["field"]! == "subdistrict");
        Assert.Contains(check["errors"]!.AsArray(), e => (string)e!["field"]! == "code");
        await (await town.Officer.PostAsync("/api/subsidy/schemes/check", new[] { 1 })).ProblemAsync(400, "request.invalid");
        var unreadable = await CheckAsync(town, new JsonObject { ["code"] = 7 });
        Assert.Null(unreadable["examples"]);
        Assert.NotEmpty(unreadable["errors"]!.AsArray());
    }

    private static Scheme Doubtful(string kind, Scheme s, ATown town) => kind switch
    {
        "age-gap" => s with { Tiers = [ATier("60–69", Examples.From(60, 69)), ATier("71+", Examples.From(71))] },
        "age-gap at the top" => s with { Tiers = [ATier("60–79", Examples.From(60, 79))] },
        "tiers-overlap" => s with { Tiers = [ATier("60+", Examples.From(60, 89)), ATier("80+", Examples.From(80))] },
        "tiers-overlap of categories" => s with { Tiers = [ATier("低保", new TierCondition(null, null, ["dibao"], [], [])), ATier("残疾", new TierCondition(60, null, ["disabled"], [], []))] },
        "no-limit" => s with { Limits = Limits.None },
        "limit-without-effect" => s with { Limits = new Limits(1, 1, null, null) },
        "no-cap" => s with { Tiers = [new Tier("60+", Examples.From(60), new Benefit.PercentOff(50, null))] },
        "unknown-site" => s with { Sites = ["NOWHERE"] },
        "unknown-budget" => s with { Funders = [new Funder("NO-MONEY", 100)] },
        "budget-closes-earlier" => s with { Funders = [new Funder("S-" + town.Budget, 100)] },
        "budget-opens-later" => s with { EffectiveFrom = new(2025, 7, 5), Funders = [new Funder("S-" + town.Budget, 100)] },
        "excludes" => s with { Stacking = new Stacking(9, "g", StackedOn.Remaining) },
        "group-of-one" => s with { Stacking = new Stacking(9, "lonely", StackedOn.Remaining) },
        "same-order" => s with { Stacking = new Stacking(1, null, StackedOn.Remaining) },
        "started-already" => s with { EffectiveFrom = new(2025, 6, 30) },
        "already-over" => s with { EffectiveFrom = new(2025, 6, 1), EffectiveTo = new(2025, 6, 30) },
        "fee-without-delivery" => s with { Base = SubsidyBase.FoodAndDelivery, Channels = [Fulfilment.DineIn] },
        "copay-to-operator" => s with { Payee = Payee.Operator, Tiers = [new Tier("60+", Examples.From(60), new Benefit.Copay(300, 900))] },
        _ => throw new ArgumentException(kind),
    };

    private static Tier ATier(string name, TierCondition when) => new(name, when, new Benefit.Fixed(200));

    private static async Task<JsonNode> CheckAsync(ATown town, JsonObject scheme) =>
        await (await town.Officer.PostAsync("/api/subsidy/schemes/check", scheme)).JsonAsync();
}
