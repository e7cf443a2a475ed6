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
            (T("名称"), (string)scheme["name"]!),
            (T("实行日期"), T("{0} 起，{1}", scheme["effectiveFrom"], ((string?)scheme["effectiveTo"] is { } to ? T("到 {0} 为止", to) : T("长期")))),
            (T("助餐点"), List(scheme["sites"], site => site)),
            (T("餐次"), List(scheme["mealPeriods"], Words.MealPeriod)),
            (T("用餐方式"), List(scheme["channels"], Words.Fulfilment)),
            (T("按什么计算"), Base((string)scheme["base"]!)),
            (T("最低消费"), scheme["minSpend"] is { } min ? T("餐费{0} {1} 元", ((bool)min["strict"]! ? T("超过") : T("满")), Yuan(min["fen"])) : T("没有")),
        ];
        lines.AddRange(scheme["tiers"]!.AsArray().Select((tier, i) => (T("第 {0} 档", i + 1), T("「{0}」{1}：{2}", tier!["name"], When(tier["when"]!), Benefit(tier["benefit"]!)))));
        lines.AddRange(
        [
            (T("限制"), Limits(scheme["limits"]!)),
            (T("取整"), T("{0}到 {1} 元", ((string)scheme["rounding"]!["mode"]! == "down" ? T("舍去") : T("四舍五入")), Yuan(scheme["rounding"]!["unitFen"]))),
            (T("与其他补贴"), T("顺序 {0}，{1}按{2}计算", stacking["order"], ((string?)stacking["group"] is { } group ? T("与同组「{0}」只取较高一项，", group) : ""), ((string)stacking["on"]! == "original" ? T("原价") : T("前面补贴后的余额")))),
            (T("出资"), string.Join(T("，"), scheme["funders"]!.AsArray().Select(f => T("{0} 出 {1}%", f!["budget"], f["sharePercent"])))),
            (T("补给谁"), (string)scheme["payee"]! == "operator" ? T("助餐点（不减少老人应付）") : T("老人")),
            (T("做好了没人取"), (string)scheme["onNoShow"]! == "release" ? T("退回补贴和餐费") : T("照算补贴，餐费不退")),
        ]);
        return lines;
    }

    /// <summary>Lines that differ: before is null where there was none, after where there is none any more.</summary>
    public static IReadOnlyList<(string Label, string? Before, string? After)> Changes(JsonObject? before, JsonObject after)
    {
        var (old, now) = (before is null ? [] : Lines(before).ToDictionary(l => l.Label, l => l.Text), Lines(after).ToDictionary(l => l.Label, l => l.Text));
        return [.. now.Keys.Union(old.Keys).Select(label => (label, old.GetValueOrDefault(label), now.GetValueOrDefault(label))).Where(l => l.Item2 != l.Item3)];
    }

    /// <summary>A field of the editor as it names it: <c>tiers[0].minAge</c> is the lowest age of the first tier.</summary>
    public static string Field(string field)
    {
        var (name, place) = FieldWords.Parts(field);
        return name switch
        {
            _ when name.StartsWith("tiers.", StringComparison.Ordinal) => T("第 {0} 档", place) + T("，") + OfTier(name["tiers.".Length..]),
            "funders.budget" => T("第 {0} 个出资预算", place),
            "funders.sharePercent" => T("第 {0} 个出资预算", place) + T("，") + T("出资比例（%）"),
            "name" => T("名称"),
            "code" => T("代码"),
            "effectiveFrom" => T("从哪天起（用餐日期）"),
            "effectiveTo" => T("到哪天为止（空为长期）"),
            "base" => T("按什么计算"),
            "minSpend.fen" or "minSpend.strict" => T("最低消费"),
            "sites" => T("助餐点"),
            "mealPeriods" => T("餐次"),
            "channels" => T("用餐方式"),
            "tiers" => T("档次"),
            "limits.mealsPerDay" => T("每日餐数"),
            "limits.mealsPerMealPeriod" => T("每餐次餐数"),
            "limits.mealsPerMonth" => T("每月餐数"),
            "limits.fenPerMonth" => T("每月金额（元）"),
            "funders" => T("出资预算"),
            "rounding.mode" => T("按比例补贴怎么取整"),
            "rounding.unitFen" => T("取整到"),
            "stacking.order" => T("计算顺序（小的先算）"),
            "stacking.group" => T("同组只取较高一项"),
            "stacking.on" => T("与其他补贴叠加时"),
            "payee" => T("补给谁"),
            "onNoShow" => T("做好了没人取"),
            _ => field,
        };
    }

    public static string Status(string word) => word switch
    {
        "draft" => T("草稿，待他人启用"),
        "active" => T("已启用"),
        "refused" => T("已退回"),
        "withdrawn" => T("已撤回"),
        _ => word,
    };

    public static string Action(string word) => word switch
    {
        "drafted" => T("编制"),
        "replaced" => T("修改"),
        "activated" => T("启用"),
        "refused" => T("退回"),
        "withdrawn" => T("撤回"),
        _ => word,
    };

    public static string Resident(string word) => word switch
    {
        "active" => T("资格有效"),
        "pending" => T("待登记"),
        "paused" => T("已暂停"),
        "moved" => T("已迁出"),
        "deceased" => T("已故"),
        _ => word,
    };

    public static string Base(string word) => word switch { "food" => T("餐费"), "food+delivery" => T("餐费加送餐费"), "delivery" => T("送餐费"), _ => word };

    public static string Reason(string word) => word switch
    {
        "resident-not-active" => T("用餐当日资格未生效"),
        "not-in-force" => T("当日未实行"),
        "site" => T("不含该助餐点"),
        "meal-period" => T("不含该餐次"),
        "channel" => T("不含该用餐方式"),
        "no-tier" => T("没有符合的档次"),
        "min-spend" => T("未达最低消费"),
        "nothing-left" => T("没有可补的金额"),
        "day-right-used" => T("当日资格已用"),
        "meal-period-right-used" => T("本餐次资格已用"),
        "month-meals-used" => T("本月餐数已用完"),
        "month-amount-used" => T("本月金额已用完"),
        "budget-exhausted" => T("预算用完"),
        "group-excluded" => T("同组有更高的一项"),
        _ => word,
    };

    public static string RightStatus(string word) => word switch { "reserved" or "open" => T("已预留"), "consumed" => T("已使用"), "released" => T("已退回"), _ => word };

    public static string Yuan(JsonNode? fen) => fen is null ? "" : Words.Yuan((long)fen);

    private static string When(JsonNode when)
    {
        var (from, to) = ((long?)when["minAge"], (long?)when["maxAge"]);
        var ages = (from, to) switch
        {
            (null, null) => T("不限年龄"),
            ({ } a, null) => T("{0} 岁及以上", a),
            (null, { } b) => T("{0} 岁及以下", b),
            ({ } a, { } b) => T("{0} 至 {1} 岁", a, b),
        };
        return ages + Named(T("，具备全部："), when["allOf"]) + Named(T("，具备任一："), when["anyOf"]) + Named(T("，不含："), when["noneOf"]);
    }

    private static string OfTier(string field) => field switch
    {
        "name" => T("名称"),
        "minAge" => T("最低年龄"),
        "maxAge" => T("最高年龄"),
        "anyOf" => T("具备任一类别"),
        "allOf" => T("具备全部类别"),
        "noneOf" => T("排除类别"),
        "kind" => T("怎么补"),
        "value" => T("数值（% 或 元）"),
        "cap" => T("每餐最高补（元）"),
        _ => field,
    };

    private static string Named(string intro, JsonNode? codes) => codes?.AsArray() is { Count: > 0 } named ? intro + string.Join(T("、"), named.Select(c => (string)c!)) : "";

    private static string Benefit(JsonNode benefit)
    {
        var cap = benefit["capFen"] is { } fen ? T("，每餐最高补 {0} 元", Yuan(fen)) : "";
        return (string)benefit["kind"]! switch
        {
            "percent" => T("减 {0}%{1}", benefit["percent"], cap),
            "fixed" => T("每餐补 {0} 元", Yuan(benefit["amountFen"])),
            _ => T("老人只付 {0} 元{1}", Yuan(benefit["residentPaysFen"]), cap),
        };
    }

    private static string Limits(JsonNode limits)
    {
        List<string> words = [];
        foreach (var (field, text) in new[] { ("mealsPerDay", T("每日 {0} 餐")), ("mealsPerMealPeriod", T("每餐次 {0} 餐")), ("mealsPerMonth", T("每月 {0} 餐")) })
            if (limits[field] is { } most)
                words.Add(text.Replace("{0}", most.ToString(), StringComparison.Ordinal));
        if (limits["fenPerMonth"] is { } fen)
            words.Add(T("每月 {0} 元", Yuan(fen)));
        return words.Count == 0 ? T("没有") : string.Join(T("，"), words);
    }

    private static string List(JsonNode? words, Func<string, string> screen) =>
        words is null ? T("全部") : string.Join(T("、"), words.AsArray().Select(word => screen((string)word!)));
}
