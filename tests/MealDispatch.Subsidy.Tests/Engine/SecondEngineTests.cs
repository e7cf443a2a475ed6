using System.Text.Json;
using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;

namespace MealDispatch.Subsidy.Tests.Engine;

/// <summary>Two implementations of one page must agree, on the worked cases and on thousands of made-up ones.</summary>
public sealed class SecondEngineTests
{
    private const int Cases = 2000;

    [Theory, MemberData(nameof(EngineCasesTests.Names), MemberType = typeof(EngineCasesTests))]
    public void SecondEngine_WorkedCase_Agrees(string name) => MustAgree(EngineCasesTests.Find(name)["facts"]!, name);

    [Fact]
    public void SecondEngine_MadeUpCases_Agree()
    {
        var reasons = new Dictionary<string, int>();
        for (var seed = 1; seed <= Cases; seed++)
            foreach (var line in MustAgree(JsonNode.Parse(MadeUpCase.Of(seed).ToJsonString())!, $"seed {seed}"))
                reasons[line] = reasons.GetValueOrDefault(line) + 1;

        // The cases reach everything: every reason, grants, both payees, several grants in one decision.
        foreach (var reason in EnumNames<RefusalReason>.ByName.Keys)
            Assert.True(reasons.GetValueOrDefault(reason) > 0, $"{reason}: {reasons.GetValueOrDefault(reason)} of {Cases} cases");
        foreach (var payee in EnumNames<Payee>.ByName.Keys)
            Assert.True(reasons.GetValueOrDefault(payee) >= Cases / 50, $"{payee}: {reasons.GetValueOrDefault(payee)} grants");
    }

    /// <summary>The words to count: reasons and payees.</summary>
    private static IEnumerable<string> MustAgree(JsonNode facts, string name)
    {
        var errors = new FieldErrors();
        var decision = SubsidyEngine.Decide(FactsReader.Read(JsonSerializer.SerializeToElement(facts), errors));

        Assert.Empty(errors.ToDictionary());
        Assert.True(SecondEngine.Decide(facts) == Written(decision), $"{name}\n{facts.ToJsonString()}\n\nsecond:\n{SecondEngine.Decide(facts)}\n\nengine:\n{Written(decision)}");
        return [.. decision.Refusals.Select(r => Json.Word(r.Reason)), .. decision.Grants.Select(g => Json.Word(g.Payee))];
    }

    private static string Written(SubsidyDecision decision) => string.Join('\n',
    [
        .. decision.Grants.Select(g => $"{g.Scheme} {g.Tier} {g.AmountFen} {Json.Word(g.Payee)} {string.Join('+', g.Funders.Select(f => $"{f.Budget}:{f.GivenFen}"))}"),
        .. decision.Refusals.Select(r => $"{r.Scheme ?? "-"} {Json.Word(r.Reason)}").Order(StringComparer.Ordinal),
        $"total {decision.TotalFen}",
    ]);
}
