using System.Globalization;
using System.Text.Json.Nodes;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>
/// The rules once more, written from their page alone: one pass over JSON with running totals, plain decimals, no type of the
/// engine. Slow and literal on purpose; where the two disagree one of them has misread the page.
/// </summary>
internal sealed class SecondEngine
{
    private readonly JsonNode facts;
    private readonly DateOnly day;
    private readonly decimal[] price;
    private readonly decimal[] left;
    private readonly Dictionary<string, (decimal Left, bool Partial)> purse = [];
    private readonly List<string> grants = [];
    private readonly List<string> refusals = [];
    private decimal total;

    private SecondEngine(JsonNode facts)
    {
        this.facts = facts;
        day = Day(facts["serviceDate"])!.Value;
        price = [(long)facts["foodFen"]!, (long)facts["deliveryFeeFen"]!];
        left = [.. price];
        foreach (var budget in facts["budgets"]!.AsArray())
            purse[(string)budget!["code"]!] = ((long)budget["leftFen"]!, (string)budget["whenExhausted"]! == "partial");
    }

    /// <summary>Grants with their funders, refusals, total: one line each.</summary>
    public static string Decide(JsonNode facts)
    {
        var engine = new SecondEngine(facts);
        if ((string)facts["resident"]!["status"]! != "active")
            engine.refusals.Add("- resident-not-active");
        else
            engine.RunAll();
        return string.Join('\n', [.. engine.grants, .. engine.refusals.Order(StringComparer.Ordinal), $"total {engine.total}"]);
    }

    private void RunAll()
    {
        var waiting = facts["schemes"]!.AsArray().Select(s => s!).ToList();
        while (waiting.Count > 0)
        {
            var next = First(waiting);
            var group = (string?)next["stacking"]!["group"];
            var members = group is null ? [next] : waiting.Where(s => (string?)s["stacking"]!["group"] == group).ToList();
            waiting.RemoveAll(members.Contains);
            RunTogether(members);
        }
    }

    private void RunTogether(List<JsonNode> members)
    {
        var offers = new List<(JsonNode Scheme, string Tier, decimal Amount, List<(string Budget, decimal Fen)> Parts)>();
        foreach (var scheme in members)
        {
            var (reason, tier, amount, parts) = Offer(scheme, members);
            if (reason is null)
                offers.Add((scheme, tier, amount, parts));
            else
                refusals.Add($"{scheme["code"]} {reason}");
        }

        while (offers.Count > 0)
        {
            var most = offers.Max(o => o.Amount);
            var kept = First([.. offers.Where(o => o.Amount == most).Select(o => o.Scheme)]);
            foreach (var (scheme, tier, amount, parts) in offers)
            {
                if (scheme == kept)
                    Give(scheme, tier, amount, parts);
                else
                    refusals.Add($"{scheme["code"]} group-excluded");
            }
            return;
        }
    }

    private void Give(JsonNode scheme, string tier, decimal amount, List<(string Budget, decimal Fen)> parts)
    {
        foreach (var (budget, fen) in parts.Where(p => p.Fen > 0))
            purse[budget] = (purse[budget].Left - fen, purse[budget].Partial);
        var payee = (string?)scheme["payee"] ?? "resident";
        if (payee == "resident")
        {
            total += amount;
            var rest = amount;
            foreach (var part in PartsOf((string)scheme["base"]!))
            {
                var taken = Math.Min(rest, left[part]);
                left[part] -= taken;
                rest -= taken;
            }
        }
        grants.Add($"{scheme["code"]} {tier} {amount} {payee} {string.Join('+', parts.Select(p => $"{p.Budget}:{p.Fen}"))}");
    }

    private (string? Reason, string Tier, decimal Amount, List<(string, decimal)> Parts) Offer(JsonNode scheme, List<JsonNode> members)
    {
        string tierName = "";
        if (day < Day(scheme["effectiveFrom"]) || (Day(scheme["effectiveTo"]) is { } last && day > last))
            return No("not-in-force");
        if (!Listed(scheme["sites"], (string)facts["siteCode"]!))
            return No("site");
        if (!Listed(scheme["mealPeriods"], (string)facts["mealPeriod"]!))
            return No("meal-period");
        if (!Listed(scheme["channels"], (string)facts["channel"]!))
            return No("channel");

        var tier = scheme["tiers"]!.AsArray().FirstOrDefault(t => Fits(t!["when"]!));
        if (tier is null)
            return No("no-tier");
        tierName = (string)tier["name"]!;

        if (scheme["minSpend"] is { } min)
        {
            var strict = (bool?)min["strict"] ?? false;
            if (price[0] < (long)min["fen"]! || (strict && price[0] == (long)min["fen"]!))
                return No("min-spend");
        }

        var parts = PartsOf((string)scheme["base"]!);
        var toPay = parts.Sum(p => left[p]);
        var on = (string?)scheme["stacking"]!["on"] == "original" ? parts.Sum(p => price[p]) : toPay;
        var amount = Math.Min(Benefit(tier["benefit"]!, on, scheme["rounding"]), toPay);
        if (amount <= 0)
            return No("nothing-left");

        decimal Used(string what) => members.Sum(m => (decimal?)(long?)facts["usage"]?[(string)m["code"]!]?[what] ?? 0);
        var limits = scheme["limits"];
        if (Used("dayMeals") + 1 > Limit(limits, "mealsPerDay"))
            return No("day-right-used");
        if (Used("mealPeriodMeals") + 1 > Limit(limits, "mealsPerMealPeriod"))
            return No("meal-period-right-used");
        if (Used("monthMeals") + 1 > Limit(limits, "mealsPerMonth"))
            return No("month-meals-used");
        amount = Math.Min(amount, Limit(limits, "fenPerMonth") - Used("monthFen"));
        if (amount <= 0)
            return No("month-amount-used");

        var given = Split(scheme["funders"]!.AsArray(), amount);
        return given is null || given.Sum(p => p.Fen) == 0 ? No("budget-exhausted") : (null, tierName, given.Sum(p => p.Fen), given);

        (string?, string, decimal, List<(string, decimal)>) No(string reason) => (reason, tierName, 0, []);
    }

    /// <summary>Null when a funder that stops has too little.</summary>
    private List<(string Budget, decimal Fen)>? Split(JsonArray funders, decimal amount)
    {
        var shares = funders.Select(f => Math.Floor(amount * Number(f!["sharePercent"]!) / 100)).ToList();
        shares[0] = amount - shares.Skip(1).Sum();
        var given = new List<(string, decimal)>();
        for (var i = 0; i < funders.Count; i++)
        {
            var budget = (string)funders[i]!["budget"]!;
            var (has, partial) = purse.TryGetValue(budget, out var known) ? known : (0, false);
            if (shares[i] > has && !partial)
                return null;
            given.Add((budget, Math.Min(shares[i], Math.Max(0, has))));
        }
        return given;
    }

    private static decimal Benefit(JsonNode benefit, decimal on, JsonNode? rounding)
    {
        var amount = (string)benefit["kind"]! switch
        {
            "fixed" => (long)benefit["amountFen"]!,
            "copay" => on - (long)benefit["residentPaysFen"]!,
            _ => Round(on * Number(benefit["percent"]!) / 100, (string?)rounding?["mode"], (long?)rounding?["unitFen"] ?? 1),
        };
        return benefit["capFen"] is { } cap ? Math.Min(amount, (long)cap) : amount;
    }

    private static decimal Round(decimal fen, string? mode, long unit) =>
        (mode == "half-up" ? Math.Round(fen / unit, MidpointRounding.AwayFromZero) : Math.Floor(fen / unit)) * unit;

    private bool Fits(JsonNode when)
    {
        var born = Day(facts["resident"]!["birthDate"])!.Value;
        var held = facts["resident"]!["categories"]!.AsArray()
            .Where(c => !(Day(c!["from"]) is { } from && day < from) && !(Day(c["to"]) is { } to && day > to)).Select(c => (string)c!["code"]!).ToHashSet();
        bool ReachedBy(long years) => BirthdayIn(born, years) <= day;
        return (when["minAge"] is not { } least || ReachedBy((long)least))
            && (when["maxAge"] is not { } most || !ReachedBy((long)most + 1))
            && Names("allOf").All(held.Contains)
            && (Names("anyOf").Count == 0 || Names("anyOf").Any(held.Contains))
            && !Names("noneOf").Any(held.Contains);

        List<string> Names(string field) => [.. when[field]?.AsArray().Select(c => (string)c!) ?? []];
    }

    /// <summary>The n-th birthday; 28 February stands for the 29th where there is none.</summary>
    private static DateOnly BirthdayIn(DateOnly born, long years)
    {
        var year = born.Year + (int)years;
        return new DateOnly(year, born.Month, Math.Min(born.Day, DateTime.DaysInMonth(year, born.Month)));
    }

    private static int[] PartsOf(string part) => part switch { "food" => [0], "delivery" => [1], _ => [0, 1] };

    private static JsonNode First(List<JsonNode> schemes) =>
        schemes.OrderBy(s => (long)s["stacking"]!["order"]!).ThenBy(s => (string)s["code"]!, StringComparer.Ordinal).First();

    private static bool Listed(JsonNode? list, string word) => list is null || list.AsArray().Any(w => (string)w! == word);

    private static decimal Limit(JsonNode? limits, string name) => (decimal?)(long?)limits?[name] ?? decimal.MaxValue;

    private static decimal Number(JsonNode node) => decimal.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);

    private static DateOnly? Day(JsonNode? date) => date is null ? null : DateOnly.Parse((string)date!, CultureInfo.InvariantCulture);
}
