using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>One decision: the facts it knew, each scheme step by step, the evidence of the meal, the ledger entries; decided again when asked.</summary>
internal sealed class DecisionModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public JsonObject Decision { get; private set; } = null!;

    public JsonObject? Facts => Decision["facts"]?.AsObject();

    /// <summary>What is known of the meal itself.</summary>
    public IReadOnlyList<(string Label, string Text)> Evidence => Decision["evidence"] is JsonObject evidence ? [.. EvidenceWords.Rows(evidence, Clock)] : [];

    public JsonObject? Replay => Decision["replay"]?.AsObject();

    /// <summary>Served at a site of ours to a resident of another town, who is none of our business.</summary>
    public bool IsGuest => Facts is null;

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    /// <summary>It was written for the resident; here somebody else reads it.</summary>
    public string Explanation => English
        ? ((string)Decision["explanation"]!["en"]!).Replace("you pay", "the resident pays", StringComparison.Ordinal)
        : ((string)Decision["explanation"]!["zh"]!).Replace('您'.ToString(), T("老人"), StringComparison.Ordinal);

    public async Task OnGetAsync(Guid id, bool replay)
    {
        var sites = SitesAsync();
        Decision = await GetAsync<JsonObject>($"/api/subsidy/decisions/{id}{(replay ? "?replay=true" : "")}");
        Sites = await sites;
    }

    /// <summary>From when to when a category was held.</summary>
    public static string Days(JsonNode? from, JsonNode? to) => ((string?)from, (string?)to) switch
    {
        (null, null) => T("一直有效"),
        ({ } start, null) => T("{0} 起", start),
        (null, { } end) => T("到 {0}", end),
        ({ } start, { } end) => T("{0} 到 {1}", start, end),
    };

    public string Clock(JsonNode? instant) => SchemeWords.Clock(town, instant);

    /// <summary>The numbers of one scheme's step that it came to.</summary>
    public static IEnumerable<(string Label, string Text)> Numbers(JsonObject step)
    {
        foreach (var (field, label) in new[] { ("age", T("年龄")), ("tier", T("档次")), ("mealOfDay", T("当日第几餐")) })
            if (step[field] is { } value)
                yield return (label, value.ToString());
        foreach (var (field, label) in new[]
                 {
                     ("baseFen", T("计算基数")), ("benefitFen", T("补贴标准")), ("cappedFen", T("封顶后")), ("leftToPayFen", T("尚需支付")), ("monthLeftFen", T("本月额度剩余")), ("dueFen", T("应补")),
                     ("amountFen", T("实补")),
                 })
            if (step[field] is { } fen)
                yield return (label, T("{0} 元", SchemeWords.Yuan(fen)));
        foreach (var part in step["funders"]!.AsArray())
            yield return (T("预算 {0}", part!["budget"]), T("应出 {0}，尚有 {1}，实出 {2} 元", SchemeWords.Yuan(part["shareFen"]), SchemeWords.Yuan(part["leftFen"]), SchemeWords.Yuan(part["givenFen"])));
    }
}
