using System.Globalization;
using System.Text.Json.Nodes;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>
/// Facts as JSON, the same for a seed always, drawn where rules meet: birthdays around the service date and on 29 February,
/// prices at minimums and caps, budgets of a few yuan, limits one short, groups, remainders, operators.
/// </summary>
internal static class MadeUpCase
{
    private static readonly string[] Categories = ["dibao", "tekun", "disabled", "hukou"];
    private static readonly string[] Budgets = ["town", "street", "charity"];

    public static JsonObject Of(int seed)
    {
        var random = new Random(seed);
        var serviceDate = random.Pick(new DateOnly(2025, 7, 1), new DateOnly(2024, 2, 28), new DateOnly(2024, 2, 29), new DateOnly(2025, 2, 28), new DateOnly(2025, 3, 1), new DateOnly(2025, 6, 30));
        var codes = new[] { "A", "B", "C", "D", "a", "HX-2025" }.OrderBy(_ => random.Next()).Take(random.Next(0, 6)).ToList();
        return new JsonObject
        {
            ["resident"] = new JsonObject
            {
                ["status"] = random.Often(0.97) ? "active" : random.Pick("pending", "paused", "moved", "deceased"),
                ["birthDate"] = Date(Born(random, serviceDate)),
                ["categories"] = List(Categories.Where(_ => random.Often(0.35)).Select(code => (JsonNode)new JsonObject
                {
                    ["code"] = code,
                    ["from"] = random.Pick<JsonNode?>(null, Date(serviceDate), Date(serviceDate.AddDays(-30)), Date(serviceDate.AddDays(1))),
                    ["to"] = random.Pick<JsonNode?>(null, null, Date(serviceDate), Date(serviceDate.AddDays(-1))),
                })),
            },
            ["siteCode"] = random.Pick("c1", "c2"),
            ["serviceDate"] = Date(serviceDate),
            ["mealPeriod"] = random.Pick("breakfast", "lunch", "lunch", "dinner"),
            ["channel"] = random.Pick("dine-in", "pickup", "delivery"),
            ["foodFen"] = random.Pick(0, 1, 799, 800, 801, 1199, 1200, 1600, random.Next(1, 3000)),
            ["deliveryFeeFen"] = random.Pick(0, 0, 1, 300, random.Next(1, 700)),
            ["usage"] = new JsonObject(codes.Append("GONE").Where(_ => random.Often(0.4)).Select(code => KeyValuePair.Create(code, (JsonNode?)Used(random)))),
            ["schemes"] = List(codes.Select(code => Scheme(random, code, serviceDate))),
            ["budgets"] = List(Budgets.Where(_ => random.Often(0.93)).Select(code => (JsonNode)new JsonObject
            {
                ["code"] = code,
                ["leftFen"] = random.Pick(1_000_000, 1_000_000, 1_000_000, 0, 1, 250, random.Next(0, 900)),
                ["whenExhausted"] = random.Pick("stop", "partial"),
            })),
        };
    }

    private static JsonNode Scheme(Random random, string code, DateOnly day)
    {
        var shares = Shares(random);
        var scheme = new JsonObject
        {
            ["code"] = code,
            ["name"] = code,
            ["subdistrict"] = "huaxin",
            ["effectiveFrom"] = Date(random.Pick(day.AddDays(-90), day.AddDays(-90), day.AddDays(-90), day, day.AddDays(random.Often(0.3) ? 1 : -1))),
            ["effectiveTo"] = random.Pick<JsonNode?>(null, null, null, Date(day), Date(day.AddDays(random.Often(0.3) ? -1 : 1))),
            ["sites"] = random.Often(0.8) ? null : List([random.Pick("c1", "c2")]),
            ["mealPeriods"] = random.Often(0.8) ? null : List([random.Pick("lunch", "dinner"), "breakfast"]),
            ["channels"] = random.Often(0.8) ? null : List([random.Pick("dine-in", "delivery")]),
            ["base"] = random.Pick("food", "food", "food+delivery", "delivery"),
            ["minSpend"] = random.Often(0.75) ? null : new JsonObject { ["fen"] = random.Pick(800, 1200), ["strict"] = random.Often(0.5) },
            ["tiers"] = List(Enumerable.Range(1, random.Next(1, 4)).Select(n => Tier(random, "t" + n.ToString(CultureInfo.InvariantCulture)))),
            ["limits"] = new JsonObject
            {
                ["mealsPerDay"] = random.Pick<JsonNode?>(null, 1, 2),
                ["mealsPerMealPeriod"] = random.Pick<JsonNode?>(null, null, 1),
                ["mealsPerMonth"] = random.Pick<JsonNode?>(null, null, 3),
                ["fenPerMonth"] = random.Pick<JsonNode?>(null, null, 2000),
            },
            ["rounding"] = new JsonObject { ["mode"] = random.Pick("down", "half-up"), ["unitFen"] = random.Pick(1, 1, 10, 50, 100) },
            ["stacking"] = new JsonObject { ["order"] = random.Pick(-5, 10, 10, 20), ["group"] = random.Pick<JsonNode?>(null, null, "g", "h"), ["on"] = random.Pick("original", "remaining") },
            ["funders"] = List(shares.Select((share, i) => (JsonNode)new JsonObject { ["budget"] = random.Often(0.97) ? Budgets[i] : "nowhere", ["sharePercent"] = share })),
            ["payee"] = random.Often(0.8) ? "resident" : "operator",
            ["onNoShow"] = random.Pick("consume", "release"),
        };
        if (random.Often(0.1))
            scheme.Remove("payee");
        return scheme;
    }

    private static JsonNode Tier(Random random, string name) => new JsonObject
    {
        ["name"] = name,
        ["when"] = new JsonObject
        {
            ["minAge"] = random.Pick<JsonNode?>(null, 60, 60, 70),
            ["maxAge"] = random.Pick<JsonNode?>(null, null, 69, 79),
            ["anyOf"] = List(Categories.Where(_ => random.Often(0.15)).Select(c => (JsonNode)c)),
            ["allOf"] = List(Categories.Where(_ => random.Often(0.08)).Select(c => (JsonNode)c)),
            ["noneOf"] = List(Categories.Where(_ => random.Often(0.08)).Select(c => (JsonNode)c)),
        },
        ["benefit"] = random.Next(3) switch
        {
            0 => new JsonObject { ["kind"] = "percent", ["percent"] = random.Pick(50m, 33.33m, 100m, 0.01m, 12.5m), ["capFen"] = random.Pick<JsonNode?>(null, 600, 1) },
            1 => new JsonObject { ["kind"] = "fixed", ["amountFen"] = random.Pick(1, 200, 400, 5000) },
            _ => new JsonObject { ["kind"] = "copay", ["residentPaysFen"] = random.Pick(0, 300, 1200, 5000), ["capFen"] = random.Pick<JsonNode?>(null, 500) },
        },
    };

    private static JsonObject Used(Random random)
    {
        var (day, month) = (random.Next(0, 2), random.Next(0, 4));
        return new JsonObject
        {
            ["dayMeals"] = day, ["mealPeriodMeals"] = random.Next(0, day + 1), ["monthMeals"] = Math.Max(day, month), ["monthFen"] = random.Pick(0, 500, 1990, 1999, 2000, 2500),
        };
    }

    private static DateOnly Born(Random random, DateOnly day)
    {
        if (random.Often(0.25))
            return new DateOnly(random.Pick(1940, 1944, 1948, 1952, 1956, 1964), 2, 29);
        var born = day.AddYears(-random.Pick(58, 60, 60, 65, 70, 70, 80));
        return born.AddDays(random.Pick(0, 1, -1, -100));
    }

    private static decimal[] Shares(Random random) => random.Next(3) switch
    {
        0 => [100],
        1 => random.Pick<decimal[]>([50, 50], [83.33m, 16.67m], [0.01m, 99.99m]),
        _ => random.Pick<decimal[]>([33.33m, 33.33m, 33.34m], [60, 30, 10]),
    };

    private static JsonArray List(IEnumerable<JsonNode> items) => [.. items];

    private static string Date(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static T Pick<T>(this Random random, params T[] choices) => choices[random.Next(choices.Length)];

    private static bool Often(this Random random, double chance) => random.NextDouble() < chance;
}
