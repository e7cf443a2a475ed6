using System.Text.Json;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>The worked cases, which come from an independent implementation.</summary>
public sealed class EngineCasesTests
{
    private static readonly JsonElement[] Cases =
        JsonSerializer.Deserialize<JsonElement[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "data", "subsidy-cases.json")))!;

    public static TheoryData<string> Names => [.. Cases.Select(c => c.GetProperty("name").GetString()!)];

    [Theory, MemberData(nameof(Names))]
    public void Engine_WorkedCase_GivesTheExpectedDecision(string name)
    {
        var @case = Cases.Single(c => c.GetProperty("name").GetString() == name);
        var errors = new FieldErrors();

        var decision = SubsidyEngine.Decide(FactsReader.Read(@case.GetProperty("facts"), errors));

        Assert.Empty(errors.ToDictionary());
        Assert.Equal(Written(@case.GetProperty("expected")), Written(JsonSerializer.SerializeToElement(decision, EngineJson.Options)));
    }

    [Fact]
    public void Cases_AreAllThere() => Assert.Equal(58, Cases.Length);

    internal static System.Text.Json.Nodes.JsonNode Find(string name) =>
        System.Text.Json.Nodes.JsonNode.Parse(Cases.Single(c => c.GetProperty("name").GetString() == name).GetRawText())!;

    private static string Written(JsonElement decision) => string.Join('\n',
    [
        .. decision.GetProperty("grants").EnumerateArray().Select(g => $"{g.GetProperty("scheme")} {g.GetProperty("tier")} {g.GetProperty("amountFen")}"),
        .. decision.GetProperty("refusals").EnumerateArray().Select(r => $"{r.GetProperty("scheme")} refused: {r.GetProperty("reason")}"),
        $"total {decision.GetProperty("totalFen")}",
    ]);
}
