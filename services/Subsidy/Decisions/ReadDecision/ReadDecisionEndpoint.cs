using System.Text.Json;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Ledger.ReadLedger;
using MealDispatch.Subsidy.Outcomes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.ReadDecision;

internal sealed record RightAnswer(
    string Scheme, int Version, string Tier, long AmountFen, Payee Payee, int PlaceInDay, int PlaceInMealPeriod, RightStatus Status);

/// <param name="Agrees">The same facts give the same grants and refusals today.</param>
internal sealed record Replay(bool Agrees, SubsidyDecision Decision);

/// <param name="Subdistrict">The resident's, which pays.</param>
/// <param name="SiteSubdistrict">The site's. Where it is another one, its officers see the meal and the amounts, and nothing of the resident
/// or of the payer's budgets: then <paramref name="ResidentId"/>, <paramref name="Community"/>, <paramref name="Facts"/>,
/// <paramref name="Explanation"/> and <paramref name="Evidence"/> are null, and the lists but <paramref name="Grants"/> (without funders) and
/// <paramref name="Rights"/> are empty.</param>
internal sealed record DecisionAnswer(
    Guid Id, Guid OrderId, string OrderNumber, Guid? ResidentId, string Subdistrict, string? SiteSubdistrict, string SiteCode, string? Community,
    LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel, DecisionState Status, bool NoShow, Instant DecidedAt, Instant? SettledAt,
    StoredFacts? Facts, IReadOnlyList<Grant> Grants, IReadOnlyList<Refusal> Refusals, long TotalFen, IReadOnlyList<SchemeStep> Steps,
    Explanation? Explanation, IReadOnlyList<RightAnswer> Rights, MealEvidenceAnswer? Evidence, IReadOnlyList<LedgerEntryAnswer> Ledger, Replay? Replay)
{
    /// <summary>What concerns the officers of the site's subdistrict.</summary>
    public DecisionAnswer AsTheSiteSeesIt() => this with
    {
        ResidentId = null,
        Community = null,
        Facts = null,
        Grants = [.. Grants.Select(grant => grant with { Funders = [] })],
        Refusals = [],
        Steps = [],
        Explanation = null,
        Evidence = null,
        Ledger = [],
        Replay = null,
    };
}

/// <summary>The whole record of one decision: facts, steps, rights, evidence of the meal, ledger entries.</summary>
internal static class ReadDecisionEndpoint
{
    public static void MapReadDecision(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/decisions/{id:guid}", HandleAsync)
            .WithName("Subsidy_ReadDecision").WithSummary("A decision with its steps, evidence and ledger entries")
            .ProducesProblem(403).ProducesProblem(404)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<DecisionAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, bool replay = false)
    {
        await using var db = database.Read();
        var decision = await db.Decisions.Include(d => d.Rights).SingleOrDefaultAsync(d => d.Id == id, ct);
        if (decision is null || !(caller.BelongsTo(decision.Subdistrict) || caller.BelongsTo(decision.SiteSubdistrict)))
            return new Absent().ToProblem();
        var evidence = await db.Evidence.SingleOrDefaultAsync(e => e.OrderId == decision.OrderId, ct);
        var entries = await db.LedgerEntries.Include(e => e.Postings).Where(e => e.DecisionId == id).OrderBy(e => e.Number).ToListAsync(ct);
        var answer = Answer(decision, evidence, entries, replay ? await DecideAgainAsync(db, decision, ct) : null);
        return TypedResults.Ok(caller.BelongsTo(decision.Subdistrict) ? answer : answer.AsTheSiteSeesIt());
    }

    private static async Task<Replay> DecideAgainAsync(SubsidyDbContext db, Decision decision, CancellationToken ct)
    {
        var again = SubsidyEngine.Decide(await StoredFacts.Read(decision.Facts).ToFactsAsync(db, ct));
        return new Replay(Essence(again) == Essence(DecidedThen(decision)), again);
    }

    /// <summary>What must never change; how it is worded may.</summary>
    private static string Essence(SubsidyDecision decision) =>
        JsonSerializer.Serialize(new { decision.Grants, decision.Refusals, decision.TotalFen }, EngineJson.Options);

    private static SubsidyDecision DecidedThen(Decision decision) =>
        JsonSerializer.Deserialize<SubsidyDecision>(decision.Outcome, EngineJson.Options)!;

    private static DecisionAnswer Answer(Decision d, MealEvidence? evidence, List<LedgerEntry> entries, Replay? replay)
    {
        var then = DecidedThen(d);
        return new DecisionAnswer(
            d.Id, d.OrderId, d.OrderNumber, d.ResidentId, d.Subdistrict, d.SiteSubdistrict, d.SiteCode, d.Community, d.ServiceDate, d.MealPeriod, d.Channel, d.State, d.NoShow,
            d.DecidedAt, d.SettledAt, StoredFacts.Read(d.Facts), then.Grants, then.Refusals, then.TotalFen, then.Steps, then.Explanation,
            [.. d.Rights.Select(r => new RightAnswer(r.Scheme, r.SchemeVersion, r.Tier, r.AmountFen, r.Payee, r.PlaceInDay, r.PlaceInMealPeriod, r.Status))],
            evidence is null ? null : MealEvidenceAnswer.Of(evidence), [.. entries.Select(LedgerEntryAnswer.Of)], replay);
    }
}
