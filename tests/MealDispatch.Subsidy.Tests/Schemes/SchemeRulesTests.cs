using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Schemes;
using MealDispatch.Subsidy.Tests.Engine;

namespace MealDispatch.Subsidy.Tests.Schemes;

public sealed class SchemeRulesTests
{
    [Fact]
    public void Scheme_AsPrinted_IsTaken() => Assert.Empty(ErrorsOf(_ => { }));

    [Theory]
    [InlineData("code", "''", "code")]
    [InlineData("code", "'A B'", "code")]
    [InlineData("code", "'A\\n'", "code")]
    [InlineData("code", "7", "code")]
    [InlineData("name", "null", "name")]
    [InlineData("subdistrict", "''", "subdistrict")]
    [InlineData("effectiveFrom", "null", "effectiveFrom")]
    [InlineData("effectiveFrom", "'2025-02-30'", "effectiveFrom")]
    [InlineData("effectiveTo", "'2025-06-24'", "effectiveTo")]
    [InlineData("sites", "[]", "sites")]
    [InlineData("sites", "['a','a']", "sites")]
    [InlineData("mealPeriods", "['supper']", "mealPeriods[0]")]
    [InlineData("channels", "'delivery'", "channels")]
    [InlineData("base", "'drinks'", "base")]
    [InlineData("minSpend", "{'fen':-1,'strict':false}", "minSpend.fen")]
    [InlineData("tiers", "[]", "tiers")]
    [InlineData("tiers", "{}", "tiers")]
    [InlineData("tiers[0].when.minAge", "151", "tiers[0].when.minAge")]
    [InlineData("tiers[0].when.maxAge", "59", "tiers[0].when.maxAge")]
    [InlineData("tiers[0].when.anyOf", "['x','x']", "tiers[0].when.anyOf")]
    [InlineData("tiers[0].benefit.kind", "'free'", "tiers[0].benefit.kind")]
    [InlineData("tiers[0].benefit.percent", "0", "tiers[0].benefit.percent")]
    [InlineData("tiers[0].benefit.percent", "100.01", "tiers[0].benefit.percent")]
    [InlineData("tiers[0].benefit.percent", "33.333", "tiers[0].benefit.percent")]
    [InlineData("tiers[0].benefit.percent", "1e300", "tiers[0].benefit.percent")]
    [InlineData("tiers[0].benefit.percent", "'50'", "tiers[0].benefit.percent")]
    [InlineData("tiers[0].benefit.capFen", "0", "tiers[0].benefit.capFen")]
    [InlineData("tiers[0].benefit.capFen", "99999999999999999999", "tiers[0].benefit.capFen")]
    [InlineData("limits", "null", "limits")]
    [InlineData("limits.mealsPerDay", "0", "limits.mealsPerDay")]
    [InlineData("limits.mealsPerDay", "1.5", "limits.mealsPerDay")]
    [InlineData("rounding.unitFen", "0", "rounding.unitFen")]
    [InlineData("rounding.mode", "'up'", "rounding.mode")]
    [InlineData("stacking.group", "''", "stacking.group")]
    [InlineData("stacking.order", "null", "stacking.order")]
    [InlineData("funders", "[]", "funders")]
    [InlineData("funders[0].sharePercent", "99.99", "funders")]
    [InlineData("funders[0].budget", "''", "funders[0].budget")]
    [InlineData("payee", "'merchant'", "payee")]
    [InlineData("onNoShow", "null", "onNoShow")]
    public void Field_ThatIsWrong_IsNamed(string path, string json, string field) =>
        Assert.Contains(field, ErrorsOf(scheme => Set(scheme, path, json)).Keys);

    [Theory]
    [InlineData("[60,null,'','',''],[70,null,'','','']", true)]
    [InlineData("[70,null,'','',''],[60,null,'','','']", false)]
    [InlineData("[60,69,'','',''],[70,null,'','',''],[60,80,'','','']", true)]
    [InlineData("[60,69,'','',''],[71,null,'','',''],[60,80,'','','']", false)]
    [InlineData("[60,null,'a','',''],[60,null,'','a','']", true)]
    [InlineData("[60,null,'a','',''],[60,null,'b','','']", false)]
    [InlineData("[60,null,'','','a'],[60,null,'','','']", false)]
    [InlineData("[60,null,'','','a'],[60,null,'','','a b']", true)]
    [InlineData("[60,null,'a b','',''],[60,null,'a','','']", true)]
    [InlineData("[60,null,'a','',''],[60,null,'a b','','']", false)]
    public void Tier_ThatNeverApplies_IsRefused(string conditions, bool refused)
    {
        var tiers = JsonNode.Parse($"[{conditions.Replace('\'', '"')}]")!.AsArray().Select((c, i) => $$"""
            { "name": "t{{i}}", "when": { "minAge": {{c![0]}}, "maxAge": {{c[1]?.ToJsonString() ?? "null"}},
              "anyOf": {{List(c[2])}}, "allOf": {{List(c[3])}}, "noneOf": {{List(c[4])}} }, "benefit": { "kind": "fixed", "amountFen": 100 } }
            """).ToList();

        var errors = ErrorsOf(scheme => scheme["tiers"] = JsonNode.Parse($"[{string.Join(',', tiers)}]"));

        Assert.Equal(refused, errors.ContainsKey($"tiers[{tiers.Count - 1}].when"));

        static string List(JsonNode? codes) =>
            JsonSerializer.Serialize(codes!.GetValue<string>().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void CopayOnOriginal_AfterAnotherGrant_IsRefusedFromEitherSide()
    {
        var copay = Examples.HalfPrice with
        {
            Code = "COPAY",
            Tiers = [new("60+", Examples.From(60), new MealDispatch.Subsidy.Engine.Benefit.Copay(300, null))],
            Stacking = new(20, null, MealDispatch.Subsidy.Engine.StackedOn.Original),
        };

        Assert.NotNull(SchemesMustMakeSense.FirstConflict(copay, [Examples.HalfPrice]));
        Assert.NotNull(SchemesMustMakeSense.FirstConflict(Examples.HalfPrice, [copay]));
        Assert.Null(SchemesMustMakeSense.FirstConflict(copay with { Stacking = copay.Stacking with { Order = 5 } }, [Examples.HalfPrice]));
        Assert.Null(SchemesMustMakeSense.FirstConflict(copay with { Sites = ["a"] }, [Examples.HalfPrice with { Sites = ["b"] }]));
        Assert.Null(SchemesMustMakeSense.FirstConflict(copay with { EffectiveTo = new(2025, 6, 30) }, [Examples.HalfPrice with { EffectiveFrom = new(2025, 7, 1) }]));
    }

    private static Dictionary<string, string[]> ErrorsOf(Action<JsonNode> change)
    {
        var scheme = JsonSerializer.SerializeToNode(Examples.HalfPrice, EngineJson.Options)!;
        change(scheme);
        var (body, errors) = (JsonSerializer.SerializeToElement(scheme), new FieldErrors());
        var field = JsonField.Root(body, errors);
        SchemeRules.Check(field, SchemeReader.Read(field), errors);
        return errors.ToDictionary();
    }

    private static void Set(JsonNode scheme, string path, string json)
    {
        var steps = path.Replace("[0]", ".0", StringComparison.Ordinal).Split('.');
        var node = scheme;
        foreach (var step in steps[..^1])
            node = step == "0" ? node![0] : node![step];
        node![steps[^1]] = JsonNode.Parse(json.Replace('\'', '"'));
    }
}
