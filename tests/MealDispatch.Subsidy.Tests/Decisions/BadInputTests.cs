using System.Text.Json.Nodes;
using MealDispatch.Subsidy.Tests.Engine;
using MealDispatch.Subsidy.Tests.Support;
using MealDispatch.Testing;

namespace MealDispatch.Subsidy.Tests.Decisions;

/// <summary>Every field of every body missing, null, of another type, huge: a problem or an answer, never a fault.</summary>
public sealed class BadInputTests(SubsidyFactory factory) : IClassFixture<SubsidyFactory>
{
    private static readonly string[] Replacements =
        ["null", "\"\"", "\"x\"", "\"\\u0000\"", "-1", "0", "1.5", "9223372036854775807", "99999999999999999999999", "1e300", "true", "[]", "{}", "[null]", "\"9999-12-31\"", "\"0001-01-01\""];

    [Fact]
    public async Task Simulate_EachFieldReplaced_AnswersOrRefuses()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        var facts = Case("two funders, the rest of a fen to the first");
        var answered = await VaryAsync(town.Officer, "/api/subsidy/simulate", facts, 200);

        Assert.InRange(answered, 100, int.MaxValue);
    }

    [Fact]
    public async Task Scheme_EachFieldReplaced_IsSavedOrRefused()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        var scheme = town.SchemeJson(s => s with { EffectiveFrom = new(2025, 1, 1) });
        await VaryAsync(town.Officer, "/api/subsidy/schemes", scheme, 201);
    }

    [Fact]
    public async Task BudgetAndPreview_EachFieldReplaced_AreTakenOrRefused()
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        factory.Bus.Answer<MealDispatch.Contracts.Registry.FindResident, MealDispatch.Contracts.Registry.ResidentFound>(_ => new() { Exists = false });
        await VaryAsync(town.Officer, "/api/subsidy/budgets", JsonNode.Parse("""{"code":"BB","fen":5,"from":"2025-01-01","to":"2025-12-31","whenExhausted":"stop"}""")!.AsObject(), 201);
        await VaryAsync(
            town.Officer, "/api/subsidy/preview",
            JsonNode.Parse("""{"residentId":"11111111-1111-1111-1111-111111111111","siteCode":"HX01","serviceDate":"2025-07-01","mealPeriod":"lunch","channel":"delivery","foodFen":1600,"deliveryFeeFen":300}""")!.AsObject(), 200);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{")]
    [InlineData("{\"schemes\":{}}")]
    public async Task Body_ThatIsNoSuchObject_IsBadRequest(string body)
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        foreach (var path in new[] { "simulate", "schemes", "budgets", "preview" })
        {
            var answer = await town.Officer.PostAsync($"/api/subsidy/{path}", new StringContent(body, System.Text.Encoding.UTF8, "application/json"));
            Assert.Equal(400, (int)answer.StatusCode);
        }
        Assert.Empty(factory.LoggedErrors);
    }

    [Theory]
    [InlineData("/api/subsidy/ledger?limit=0")]
    [InlineData("/api/subsidy/ledger?after=x")]
    [InlineData("/api/subsidy/ledger?from=yesterday")]
    [InlineData("/api/subsidy/schemes?limit=501")]
    [InlineData("/api/subsidy/budgets?limit=abc")]
    [InlineData("/api/subsidy/report")]
    [InlineData("/api/subsidy/decisions/11111111-1111-1111-1111-111111111111?replay=maybe")]
    public async Task Query_ThatIsWrong_IsBadRequest(string path)
    {
        var town = await ATown.WithoutSchemeAsync(factory);

        Assert.Equal(400, (int)(await town.Officer.GetAsync(path)).StatusCode);
        Assert.Empty(factory.LoggedErrors);
    }

    [Theory, MemberData(nameof(EngineCasesTests.Names), MemberType = typeof(EngineCasesTests))]
    public async Task Simulate_WorkedCase_GivesTheExpectedAnswer(string name)
    {
        var town = await ATown.WithoutSchemeAsync(factory);
        var expected = EngineCasesTests.Find(name)["expected"]!;

        var answer = await (await town.Auditor.PostAsync("/api/subsidy/simulate", Case(name))).JsonAsync();

        Assert.Equal((long)expected["totalFen"]!, (long)answer["totalFen"]!);
        Assert.Equal(
            expected["grants"]!.AsArray().Select(g => $"{g!["scheme"]} {g["tier"]} {g["amountFen"]}"), answer["grants"]!.AsArray().Select(g => $"{g!["scheme"]} {g["tier"]} {g["amountFen"]}"));
        Assert.Equal(expected["refusals"]!.AsArray().Select(r => $"{r!["scheme"]} {r["reason"]}"), answer["refusals"]!.AsArray().Select(r => $"{r!["scheme"]} {r["reason"]}"));
        Assert.NotNull(answer["explanation"]!["zh"]);
        Assert.NotNull(answer["steps"]);
    }

    private static JsonObject Case(string name) => EngineCasesTests.Find(name)["facts"]!.DeepClone().AsObject();

    /// <summary>Answers how many variants were taken.</summary>
    private async Task<int> VaryAsync(HttpClient client, string path, JsonObject body, int taken)
    {
        var count = 0;
        foreach (var variant in Variants(body))
        {
            var answer = await client.PostAsync(path, new StringContent(variant, System.Text.Encoding.UTF8, "application/json"));
            var status = (int)answer.StatusCode;
            Assert.True(status == taken || status is 400 or 403 or 404 or 422, $"{status} for {variant}");
            count += status == taken ? 1 : 0;
        }
        Assert.Empty(factory.LoggedErrors);
        return count;
    }

    private static IEnumerable<string> Variants(JsonObject body)
    {
        foreach (var path in Paths(body, []).ToList())
        {
            foreach (var replacement in Replacements.Append(null))
            {
                var copy = body.DeepClone();
                var parent = path[..^1].Aggregate(copy, (node, step) => step is int i ? node[i]! : node[(string)step]!);
                if (replacement is null && parent is JsonObject without)
                    without.Remove((string)path[^1]);
                else if (path[^1] is int index)
                    parent[index] = Parse(replacement);
                else
                    parent[(string)path[^1]] = Parse(replacement);
                yield return copy.ToJsonString();
            }
        }

        static JsonNode? Parse(string? json) => JsonNode.Parse(json ?? "null");
    }

    private static IEnumerable<object[]> Paths(JsonNode? node, object[] here) => node switch
    {
        JsonObject o => o.SelectMany(p => (IEnumerable<object[]>)[[.. here, p.Key], .. Paths(p.Value, [.. here, p.Key])]),
        JsonArray a => a.SelectMany((item, i) => (IEnumerable<object[]>)[[.. here, i], .. Paths(item, [.. here, i])]),
        _ => [],
    };
}
