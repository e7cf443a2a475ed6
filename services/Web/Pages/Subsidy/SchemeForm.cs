using System.Globalization;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Money;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>
/// A scheme as an officer fills it in: texts, money in yuan, tiers and funders as rows. The fields' names are those of the
/// scheme's JSON as far as a row has them, so that what the API finds wrong stands beside the field.
/// </summary>
internal sealed class SchemeForm
{
    private const int MostRows = 50;

    private readonly Dictionary<string, string> texts;
    private readonly Dictionary<string, string> unread = [];

    private SchemeForm(Dictionary<string, string> texts) => this.texts = texts;

    public static IReadOnlyList<string> TierFields { get; } = ["name", "minAge", "maxAge", "anyOf", "allOf", "noneOf", "kind", "value", "cap"];

    public static IReadOnlyList<string> FunderFields { get; } = ["budget", "sharePercent"];

    public int Tiers { get; private set; }

    public int Funders { get; private set; }

    /// <summary>The draft that is written anew; empty for a new one.</summary>
    public string Version => this["version"];

    public string Revision => this["revision"];

    /// <summary>What is in the field; empty when nothing is.</summary>
    public string this[string field] => texts.GetValueOrDefault(field, "");

    public bool Has(string field, string value) => this[field].Split(',').Contains(value);

    /// <summary>What could not be read, by field: numbers and sums of money.</summary>
    public IReadOnlyDictionary<string, string> Unread => unread;

    /// <summary>A new scheme: half price, at most 6 yuan, one meal a day, from 60 on.</summary>
    public static SchemeForm New(string startsOn) => new(new Dictionary<string, string>
    {
        ["effectiveFrom"] = startsOn, ["base"] = "food", ["tiers[0].name"] = T("60岁及以上"), ["tiers[0].minAge"] = "60", ["tiers[0].kind"] = "percent",
        ["tiers[0].value"] = "50", ["tiers[0].cap"] = "6.00", ["limits.mealsPerDay"] = "1", ["rounding.mode"] = "down", ["rounding.unitFen"] = "1",
        ["stacking.order"] = "10", ["stacking.on"] = "remaining", ["funders[0].sharePercent"] = "100", ["payee"] = "resident", ["onNoShow"] = "consume",
    })
    { Tiers = 1, Funders = 1 };

    public static SchemeForm Of(IFormCollection form)
    {
        var texts = form.Where(f => f.Key.Length < 60).ToDictionary(f => f.Key, f => string.Join(',', f.Value.Select(v => v?.Trim())));
        return new SchemeForm(texts) { Tiers = Count(texts, "tiers", "name"), Funders = Count(texts, "funders", "budget") };
    }

    /// <summary>A version as the API shows it.</summary>
    public static SchemeForm Of(JsonObject scheme)
    {
        var form = new SchemeForm([]);
        foreach (var field in new[] { "code", "name", "effectiveFrom", "effectiveTo", "base", "payee", "onNoShow" })
            form.Put(field, (string?)scheme[field]);
        foreach (var field in new[] { "sites", "mealPeriods", "channels" })
            form.Put(field, Joined(scheme[field], ","));
        form.Put("minSpend.fen", Yuan(scheme["minSpend"]?["fen"]));
        form.Put("minSpend.strict", (bool?)scheme["minSpend"]?["strict"] == true ? "true" : "");
        foreach (var field in new[] { "mealsPerDay", "mealsPerMealPeriod", "mealsPerMonth" })
            form.Put("limits." + field, scheme["limits"]?[field]?.ToString());
        form.Put("limits.fenPerMonth", Yuan(scheme["limits"]?["fenPerMonth"]));
        form.Put("rounding.mode", (string?)scheme["rounding"]?["mode"]);
        form.Put("rounding.unitFen", scheme["rounding"]?["unitFen"]?.ToString());
        foreach (var field in new[] { "order", "group", "on" })
            form.Put("stacking." + field, scheme["stacking"]?[field]?.ToString());
        foreach (var tier in scheme["tiers"]?.AsArray() ?? [])
            form.PutTier(tier!);
        foreach (var funder in scheme["funders"]?.AsArray() ?? [])
        {
            form.Put($"funders[{form.Funders}].budget", (string?)funder!["budget"]);
            form.Put($"funders[{form.Funders++}].sharePercent", funder["sharePercent"]?.ToString());
        }
        return form;
    }

    public void Set(string field, string value) => texts[field] = value;

    /// <summary>A row more, less, up or down: <c>add-tiers</c>, <c>remove-tiers:2</c>, <c>up-tiers:2</c>, <c>down-tiers:2</c>.</summary>
    public void Rearrange(string action)
    {
        var (verb, at) = action.Split(':') is [var v, var n] && int.TryParse(n, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? (v, index) : (action, -1);
        var isTier = verb.EndsWith("tiers", StringComparison.Ordinal);
        var (list, fields, count) = isTier ? ("tiers", TierFields, Tiers) : ("funders", FunderFields, Funders);
        var rows = Enumerable.Range(0, count).Select(i => fields.Select(f => this[$"{list}[{i}].{f}"]).ToArray()).ToList();
        switch (verb.Split('-')[0])
        {
            case "add" when rows.Count < MostRows:
                rows.Add([.. fields.Select(f => f == "kind" ? "percent" : "")]);
                break;
            case "remove" when at >= 0 && at < rows.Count:
                rows.RemoveAt(at);
                break;
            case "up" when at > 0 && at < rows.Count:
                (rows[at - 1], rows[at]) = (rows[at], rows[at - 1]);
                break;
            case "down" when at >= 0 && at < rows.Count - 1:
                (rows[at + 1], rows[at]) = (rows[at], rows[at + 1]);
                break;
        }
        for (var i = 0; i < rows.Count; i++)
            for (var f = 0; f < fields.Count; f++)
                texts[$"{list}[{i}].{fields[f]}"] = rows[i][f];
        if (isTier)
            Tiers = rows.Count;
        else
            Funders = rows.Count;
    }

    /// <summary>The scheme; what cannot be read is null in it and named in <see cref="Unread"/>.</summary>
    public JsonObject ToJson(string subdistrict)
    {
        unread.Clear();
        var scheme = new JsonObject
        {
            ["code"] = this["code"],
            ["name"] = this["name"],
            ["subdistrict"] = subdistrict,
            ["effectiveFrom"] = Text("effectiveFrom"),
            ["effectiveTo"] = Text("effectiveTo"),
            ["sites"] = Listed("sites"),
            ["mealPeriods"] = Listed("mealPeriods"),
            ["channels"] = Listed("channels"),
            ["base"] = Text("base"),
            ["minSpend"] = Text("minSpend.fen") is null ? null : new JsonObject { ["fen"] = Fen("minSpend.fen"), ["strict"] = this["minSpend.strict"] == "true" },
            ["tiers"] = new JsonArray([.. Enumerable.Range(0, Tiers).Select(i => TierOf($"tiers[{i}]."))]),
            ["limits"] = new JsonObject
            {
                ["mealsPerDay"] = Whole("limits.mealsPerDay"),
                ["mealsPerMealPeriod"] = Whole("limits.mealsPerMealPeriod"),
                ["mealsPerMonth"] = Whole("limits.mealsPerMonth"),
                ["fenPerMonth"] = Fen("limits.fenPerMonth"),
            },
            ["rounding"] = new JsonObject { ["mode"] = Text("rounding.mode"), ["unitFen"] = Whole("rounding.unitFen") },
            ["stacking"] = new JsonObject { ["order"] = Whole("stacking.order"), ["group"] = Text("stacking.group"), ["on"] = Text("stacking.on") },
            ["funders"] = new JsonArray([.. Enumerable.Range(0, Funders).Select(i => (JsonNode)new JsonObject
            {
                ["budget"] = this[$"funders[{i}].budget"],
                ["sharePercent"] = Number($"funders[{i}].sharePercent"),
            })]),
            ["payee"] = Text("payee"),
            ["onNoShow"] = Text("onNoShow"),
        };
        if (Version.Length > 0)
            (scheme["version"], scheme["revision"]) = (Whole("version"), Whole("revision"));
        return scheme;
    }

    /// <summary>Where the editor shows an error that the API found at this path of the JSON.</summary>
    public static string FieldOf(string path)
    {
        if (path.IndexOf("].benefit", StringComparison.Ordinal) is > 0 and var benefit)
            return path[..(benefit + 2)] + (path.EndsWith("capFen", StringComparison.Ordinal) ? "cap" : path.EndsWith("kind", StringComparison.Ordinal) ? "kind" : "value");
        if (path.IndexOf("].when", StringComparison.Ordinal) is > 0 and var when)
            return path.Length > when + 7 ? path[..(when + 2)] + path[(when + 7)..].Split('[')[0] : path[..(when + 2)] + "minAge";
        return path is "minSpend" or "limits" or "rounding" or "stacking" ? path + (path switch { "minSpend" => ".fen", "limits" => ".mealsPerDay", "rounding" => ".mode", _ => ".order" }) : path;
    }

    private JsonNode TierOf(string row)
    {
        var benefit = new JsonObject { ["kind"] = Text(row + "kind") };
        switch (this[row + "kind"])
        {
            case "percent":
                benefit["percent"] = Number(row + "value");
                benefit["capFen"] = Fen(row + "cap");
                break;
            case "fixed":
                benefit["amountFen"] = Fen(row + "value");
                if (Text(row + "cap") is not null)
                    unread[row + "cap"] = T("固定金额不用封顶，请留空");
                break;
            case "copay":
                benefit["residentPaysFen"] = Fen(row + "value");
                benefit["capFen"] = Fen(row + "cap");
                break;
        }
        return new JsonObject
        {
            ["name"] = this[row + "name"],
            ["when"] = new JsonObject
            {
                ["minAge"] = Whole(row + "minAge"), ["maxAge"] = Whole(row + "maxAge"),
                ["anyOf"] = Listed(row + "anyOf") ?? [], ["allOf"] = Listed(row + "allOf") ?? [], ["noneOf"] = Listed(row + "noneOf") ?? [],
            },
            ["benefit"] = benefit,
        };
    }

    private void PutTier(JsonNode tier)
    {
        var (row, when, benefit) = ($"tiers[{Tiers++}].", tier["when"]!, tier["benefit"]!);
        Put(row + "name", (string?)tier["name"]);
        foreach (var field in new[] { "minAge", "maxAge" })
            Put(row + field, when[field]?.ToString());
        foreach (var field in new[] { "anyOf", "allOf", "noneOf" })
            Put(row + field, Joined(when[field], " "));
        Put(row + "kind", (string?)benefit["kind"]);
        Put(row + "value", benefit["percent"]?.ToString() ?? Yuan(benefit["amountFen"] ?? benefit["residentPaysFen"]));
        Put(row + "cap", Yuan(benefit["capFen"]));
    }

    private void Put(string field, string? value) => texts[field] = value ?? "";

    private string? Text(string field) => this[field] is { Length: > 0 } text ? text : null;

    private JsonArray? Listed(string field) =>
        this[field].Split([',', '，', '、', ' ', ';', '；'], StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } words
            ? new JsonArray([.. words.Select(word => (JsonNode)word)])
            : null;

    private JsonNode? Whole(string field)
    {
        if (Text(field) is not { } text)
            return null;
        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole))
            return whole;
        unread[field] = T("请填整数");
        return null;
    }

    private JsonNode? Number(string field)
    {
        if (decimal.TryParse(this[field].TrimEnd('%', '％'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return number;
        unread[field] = T("请填百分数，如 50 或 33.33");
        return null;
    }

    private JsonNode? Fen(string field)
    {
        if (Text(field) is not { } text)
            return null;
        if (BuildingBlocks.Money.Fen.TryParseYuan(text.TrimEnd('元', '¥').TrimStart('¥', '￥'), out var fen))
            return fen.Value;
        unread[field] = T("请填金额（元），最多两位小数，如 6 或 6.50");
        return null;
    }

    private static string? Yuan(JsonNode? fen) => fen is null ? null : new Fen((long)fen).ToYuan();

    private static string Joined(JsonNode? list, string separator) => string.Join(separator, list?.AsArray().Select(word => (string)word!) ?? []);

    private static int Count(Dictionary<string, string> texts, string list, string field) =>
        Enumerable.Range(0, MostRows).TakeWhile(i => texts.ContainsKey($"{list}[{i}].{field}")).Count();
}
