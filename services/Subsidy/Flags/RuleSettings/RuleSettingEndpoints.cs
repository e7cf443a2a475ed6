using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Flags.RuleSettings;

/// <param name="Enabled">A rule that is off finds nothing; the flags it found before stay.</param>
/// <param name="Thresholds">By name; one that is not named is as usual again.</param>
/// <param name="Version">As read; null overwrites.</param>
internal sealed record RuleSettingRequest(bool? Enabled, IReadOnlyDictionary<string, int>? Thresholds, int? Version);

internal sealed record RuleAnswer(string Rule, FlagReason Name, bool Enabled, IReadOnlyList<ThresholdAnswer> Thresholds, int Version)
{
    public static RuleAnswer Of(FlagRule rule, RuleSetting setting)
    {
        var values = setting.ThresholdsOf(rule);
        return new RuleAnswer(
            rule.Code, new FlagReason(rule.Zh, rule.En), setting.Enabled,
            [.. rule.Thresholds.Select(t => new ThresholdAnswer(t.Name, new FlagReason(t.Zh, t.En), values[t.Name], t.Default, t.Min, t.Max))], setting.Version);
    }
}

internal sealed record ThresholdAnswer(string Name, FlagReason Meaning, int Value, int Default, int Min, int Max);

/// <param name="Thresholds">Those that differed from the usual ones.</param>
internal sealed record RuleChangeAnswer(int Version, bool Enabled, IReadOnlyDictionary<string, int> Thresholds, Guid By, Instant At);

/// <summary>Reads and sets which rules look at the meals of the caller's subdistrict, and how strictly. It holds from the next look on.</summary>
internal static class RuleSettingEndpoints
{
    public static void MapRuleSettings(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/flags/rules", ReadAsync)
            .WithName("Subsidy_ReadFlagRules").WithSummary("The rules that look for flags, and their thresholds")
            .ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapPut("/api/subsidy/flags/rules/{rule}", ChangeAsync)
            .WithName("Subsidy_ChangeFlagRule").WithSummary("Switch a rule on or off, and set its thresholds")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).AllowRoles(Role.Officer);
        routes.MapGet("/api/subsidy/flags/rules/{rule}/history", HistoryAsync)
            .WithName("Subsidy_ReadFlagRuleHistory").WithSummary("Who set a rule how, the newest first")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Ok<Page<RuleAnswer>>> ReadAsync(Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var rules = await RuleSetting.AllAsync(db, caller.Subdistrict ?? "", ct);
        return TypedResults.Ok(new Page<RuleAnswer>([.. rules.Select(r => RuleAnswer.Of(r.Rule, r.Setting))], null));
    }

    internal static async Task<Results<Ok<RuleAnswer>, ProblemHttpResult>> ChangeAsync(
        string rule, RuleSettingRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        if (FlagRules.Of(rule) is not { } known)
            return new Absent().ToProblem();
        var check = new Check();
        var enabled = check.Required("enabled", request.Enabled);
        var thresholds = ThresholdsOf(check, known, request.Thresholds ?? new Dictionary<string, int>());
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } subdistrict)
            return new Forbidden().ToProblem();
        var changed = await database.WriteAsync<Result<RuleSetting>>(
            async unit =>
            {
                var setting = await RuleSetting.OfAsync(unit.Db, subdistrict, known, ct);
                if (request.Version is { } version && version != setting.Version)
                    return new Stale();
                if (setting.Version == 0)
                    unit.Db.RuleSettings.Add(setting);
                unit.Db.RuleChanges.Add(setting.Change(enabled, thresholds, known, caller.Id, unit.Now));
                return setting;
            }, ct);
        return changed.Match<Results<Ok<RuleAnswer>, ProblemHttpResult>>(setting => TypedResults.Ok(RuleAnswer.Of(known, setting)), error => error.ToProblem());
    }

    internal static async Task<Results<Ok<Page<RuleChangeAnswer>>, ProblemHttpResult>> HistoryAsync(
        string rule, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? limit = null, string? after = null)
    {
        if (FlagRules.Of(rule) is null)
            return new Absent().ToProblem();
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var changes = db.RuleChanges.Where(c => c.Subdistrict == caller.Subdistrict && c.Rule == rule);
        if (cursor is not null)
            changes = changes.Where(c => c.Number < cursor.Number);
        var page = await changes.OrderByDescending(c => c.Number).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(c => new RuleChangeAnswer(
                c.Number, c.Enabled, JsonSerializer.Deserialize<Dictionary<string, int>>(c.Own, Json.Options)!, c.By, c.At)).ToList()
            .ToPage(take, c => new Cursor(c.Version)));
    }

    private static Thresholds ThresholdsOf(Check check, FlagRule rule, IReadOnlyDictionary<string, int> wanted)
    {
        foreach (var name in wanted.Keys.Where(name => rule.Thresholds.All(t => t.Name != name)).Take(1))
            check.Fail("thresholds", $"this rule has only {string.Join(", ", rule.Thresholds.Select(t => t.Name))}");
        return new Thresholds(rule.Thresholds.ToDictionary(
            t => t.Name, t => wanted.TryGetValue(t.Name, out var value) ? check.Range($"thresholds.{t.Name}", value, t.Min, t.Max) : t.Default));
    }

    private sealed record Cursor(int Number);
}
