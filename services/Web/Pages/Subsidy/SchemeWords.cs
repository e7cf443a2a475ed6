using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A scheme in lines that a clerk reads; two versions are compared line by line.</summary>
internal static class SchemeWords
{
    private static readonly LocalDateTimePattern ToTheMinute = LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm");

    /// <summary>The town's date and time; empty when there is none.</summary>
    public static string Clock(Town town, JsonNode? instant) =>
        InstantPattern.ExtendedIso.Parse((string?)instant ?? "") is { Success: true, Value: var at } ? ToTheMinute.Format(town.LocalOf(at)) : "";

    public static IReadOnlyList<(string Label, string Text)> Lines(JsonObject scheme)
    {
        var stacking = scheme["stacking"]!;
        List<(string, string)> lines =
        [
            ("名称", (string)scheme["name"]!),
            ("实行日期", $"{scheme["effectiveFrom"]} 起，{((string?)scheme["effectiveTo"] is { } to ? $"到 {to} 为止" : "长期")}"),
            ("助餐点", List(scheme["sites"], site => site)),
            ("餐次", List(scheme["mealPeriods"], Words.MealPeriod)),
            ("用餐方式", List(scheme["channels"], Words.Fulfilment)),
            ("按什么计算", Base((string)scheme["base"]!)),
            ("最低消费", scheme["minSpend"] is { } min ? $"餐费{((bool)min["strict"]! ? "超过" : "满")} {Yuan(min["fen"])} 元" : "没有"),
        ];
        lines.AddRange(scheme["tiers"]!.AsArray().Select((tier, i) => ($"第 {i + 1} 档", $"「{tier!["name"]}」{When(tier["when"]!)}：{Benefit(tier["benefit"]!)}")));
        lines.AddRange(
        [
            ("限制", Limits(scheme["limits"]!)),
            ("取整", $"{((string)scheme["rounding"]!["mode"]! == "down" ? "舍去" : "四舍五入")}到 {Yuan(scheme["rounding"]!["unitFen"])} 元"),
            ("与其他补贴", $"顺序 {stacking["order"]}，{((string?)stacking["group"] is { } group ? $"与同组「{group}」只取较高一项，" : "")}按{((string)stacking["on"]! == "original" ? "原价" : "前面补贴后的余额")}计算"),
            ("出资", string.Join("，", scheme["funders"]!.AsArray().Select(f => $"{f!["budget"]} 出 {f["sharePercent"]}%"))),
            ("补给谁", (string)scheme["payee"]! == "operator" ? "助餐点（不减少老人应付）" : "老人"),
            ("做好了没人取", (string)scheme["onNoShow"]! == "release" ? "退回补贴和餐费" : "照算补贴，餐费不退"),
        ]);
        return lines;
    }

    /// <summary>Lines that differ: before is null where there was none, after where there is none any more.</summary>
    public static IReadOnlyList<(string Label, string? Before, string? After)> Changes(JsonObject? before, JsonObject after)
    {
        var (old, now) = (before is null ? [] : Lines(before).ToDictionary(l => l.Label, l => l.Text), Lines(after).ToDictionary(l => l.Label, l => l.Text));
        return [.. now.Keys.Union(old.Keys).Select(label => (label, old.GetValueOrDefault(label), now.GetValueOrDefault(label))).Where(l => l.Item2 != l.Item3)];
    }

    public static string Status(string word) => word switch
    {
        "draft" => "草稿，待他人启用",
        "active" => "已启用",
        "refused" => "已退回",
        "withdrawn" => "已撤回",
        _ => word,
    };

    public static string Action(string word) => word switch
    {
        "drafted" => "编制",
        "replaced" => "修改",
        "activated" => "启用",
        "refused" => "退回",
        "withdrawn" => "撤回",
        _ => word,
    };

    public static string Resident(string word) => word switch
    {
        "active" => "资格有效",
        "pending" => "待登记",
        "paused" => "已暂停",
        "moved" => "已迁出",
        "deceased" => "已故",
        _ => word,
    };

    public static string Base(string word) => word switch { "food" => "餐费", "food+delivery" => "餐费加送餐费", "delivery" => "送餐费", _ => word };

    public static string Reason(string word) => word switch
    {
        "resident-not-active" => "用餐当日资格未生效",
        "not-in-force" => "当日未实行",
        "site" => "不含该助餐点",
        "meal-period" => "不含该餐次",
        "channel" => "不含该用餐方式",
        "no-tier" => "没有符合的档次",
        "min-spend" => "未达最低消费",
        "nothing-left" => "没有可补的金额",
        "day-right-used" => "当日资格已用",
        "meal-period-right-used" => "本餐次资格已用",
        "month-meals-used" => "本月餐数已用完",
        "month-amount-used" => "本月金额已用完",
        "budget-exhausted" => "预算用完",
        "group-excluded" => "同组有更高的一项",
        _ => word,
    };

    public static string RightStatus(string word) => word switch { "reserved" or "open" => "已预留", "consumed" => "已使用", "released" => "已退回", _ => word };

    public static string Yuan(JsonNode? fen) => fen is null ? "" : Words.Yuan((long)fen);

    private static string When(JsonNode when)
    {
        var (from, to) = ((long?)when["minAge"], (long?)when["maxAge"]);
        var ages = (from, to) switch
        {
            (null, null) => "不限年龄",
            ({ } a, null) => $"{a} 岁及以上",
            (null, { } b) => $"{b} 岁及以下",
            ({ } a, { } b) => $"{a} 至 {b} 岁",
        };
        return ages + Named("，具备全部：", when["allOf"]) + Named("，具备任一：", when["anyOf"]) + Named("，不含：", when["noneOf"]);
    }

    private static string Named(string intro, JsonNode? codes) => codes?.AsArray() is { Count: > 0 } named ? intro + string.Join("、", named.Select(c => (string)c!)) : "";

    private static string Benefit(JsonNode benefit)
    {
        var cap = benefit["capFen"] is { } fen ? $"，每餐最高补 {Yuan(fen)} 元" : "";
        return (string)benefit["kind"]! switch
        {
            "percent" => $"减 {benefit["percent"]}%{cap}",
            "fixed" => $"每餐补 {Yuan(benefit["amountFen"])} 元",
            _ => $"老人只付 {Yuan(benefit["residentPaysFen"])} 元{cap}",
        };
    }

    private static string Limits(JsonNode limits)
    {
        List<string> words = [];
        foreach (var (field, text) in new[] { ("mealsPerDay", "每日 {0} 餐"), ("mealsPerMealPeriod", "每餐次 {0} 餐"), ("mealsPerMonth", "每月 {0} 餐") })
            if (limits[field] is { } most)
                words.Add(text.Replace("{0}", most.ToString(), StringComparison.Ordinal));
        if (limits["fenPerMonth"] is { } fen)
            words.Add($"每月 {Yuan(fen)} 元");
        return words.Count == 0 ? "没有" : string.Join("，", words);
    }

    private static string List(JsonNode? words, Func<string, string> screen) =>
        words is null ? "全部" : string.Join("、", words.AsArray().Select(word => screen((string)word!)));
}
