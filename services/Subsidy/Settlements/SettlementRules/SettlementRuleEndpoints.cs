using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Settlements.SettlementRules;

/// <param name="Level">2 to 4; what settlement takes without review.</param>
/// <param name="ArrivalMeters">1 to 5,000; how near the door a delivery must end for level 4.</param>
/// <param name="Schemes">Levels of schemes that want another one.</param>
/// <param name="Version">As read; null overwrites.</param>
internal sealed record SettlementRuleRequest(int? Level, int? ArrivalMeters, IReadOnlyList<SchemeLevel?>? Schemes, int? Version);

internal sealed record SchemeLevel(string? Scheme, int? Level);

internal sealed record SettlementRuleAnswer(int Level, int ArrivalMeters, IReadOnlyList<SchemeLevel> Schemes, int Version)
{
    public static SettlementRuleAnswer Of(SettlementRule rule) => new(
        rule.Level, rule.ArrivalMeters,
        [.. rule.SchemeLevels().OrderBy(s => s.Key, StringComparer.Ordinal).Select(s => new SchemeLevel(s.Key, s.Value))], rule.Version);
}

/// <summary>Reads and sets what evidence the caller's subdistrict wants. It holds from the next draft on.</summary>
internal static class SettlementRuleEndpoints
{
    public static void MapSettlementRules(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/settlement-rules", ReadAsync)
            .WithName("Subsidy_ReadSettlementRules").WithSummary("The evidence that settlement wants of a meal")
            .ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapPut("/api/subsidy/settlement-rules", ChangeAsync)
            .WithName("Subsidy_ChangeSettlementRules").WithSummary("Set the evidence that settlement wants of a meal")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(409).AllowRoles(Role.Officer);
    }

    internal static async Task<Ok<SettlementRuleAnswer>> ReadAsync(Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return TypedResults.Ok(SettlementRuleAnswer.Of(await SettlementRule.OfAsync(db, caller.Subdistrict ?? "", ct)));
    }

    internal static async Task<Results<Ok<SettlementRuleAnswer>, ProblemHttpResult>> ChangeAsync(
        SettlementRuleRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var level = check.Range("level", request.Level, EvidenceLevel.Evidenced, EvidenceLevel.Full);
        var meters = check.Range("arrivalMeters", request.ArrivalMeters ?? SettlementRule.DefaultArrivalMeters, 1, 5_000);
        var schemes = new Dictionary<string, int>();
        foreach (var (own, i) in check.List("schemes", request.Schemes, 100).Select((own, i) => (own, i)))
        {
            var code = check.Code($"schemes[{i}].scheme", own.Scheme);
            check.That(schemes.TryAdd(code, check.Range($"schemes[{i}].level", own.Level, EvidenceLevel.Evidenced, EvidenceLevel.Full)), $"schemes[{i}].scheme", "is named twice");
        }

        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } subdistrict)
            return new Forbidden().ToProblem();
        var changed = await database.WriteAsync<Result<SettlementRule>>(
            async unit =>
            {
                var rule = await SettlementRule.OfAsync(unit.Db, subdistrict, ct);
                if (request.Version is { } version && version != rule.Version)
                    return new Stale();
                if (rule.Version == 0)
                    unit.Db.SettlementRules.Add(rule);
                rule.Change(level, meters, schemes);
                return rule;
            }, ct);
        return changed.Match<Results<Ok<SettlementRuleAnswer>, ProblemHttpResult>>(
            rule => TypedResults.Ok(SettlementRuleAnswer.Of(rule)), error => error.ToProblem());
    }
}
