using System.Text.Json;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Engine.Json;
using MealDispatch.Subsidy.Outcomes;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.WhatIf;

/// <summary>What a decision of the month knew, was, and came to.</summary>
/// <param name="Schemes">The versions that decided.</param>
/// <param name="Budgets">What the budgets had then.</param>
/// <param name="Outcome">How the meal ended; null while it is open.</param>
internal sealed record PastMeal(
    Guid ResidentId, ResidentFacts Resident, string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel, long FoodFen,
    long DeliveryFeeFen, IReadOnlyList<StoredFacts.SchemeRef> Schemes, IReadOnlyList<BudgetLeft> Budgets, IReadOnlyList<PastGrant> Grants,
    Instant DecidedAt, Instant? SettledAt, MealOutcome? Outcome);

/// <param name="Kept">Its right is reserved or consumed; not given back.</param>
internal sealed record PastGrant(string Scheme, string Tier, Payee Payee, long AmountFen, IReadOnlyList<FunderPart> Funders, bool Kept);

/// <summary>Reads a subdistrict's month as it was decided.</summary>
internal static class PastMonth
{
    public static async Task<IReadOnlyList<PastMeal>> ReadAsync(SubsidyDbContext db, string subdistrict, int month, CancellationToken ct)
    {
        var decisions = db.Decisions.AsNoTracking().Where(d => d.Subdistrict == subdistrict && d.Month == month);
        var grants = await GrantsAsync(decisions, ct);
        var meals = new List<PastMeal>();
        var rows = decisions.OrderBy(d => d.DecidedAt).ThenBy(d => d.OrderNumber).Select(d => new
        {
            d.Id, d.ResidentId, d.SiteCode, d.ServiceDate, d.MealPeriod, d.Channel, d.FoodFen, d.DeliveryFeeFen, d.Facts, d.DecidedAt, d.SettledAt, d.State, d.NoShow,
        });
        await foreach (var d in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            var known = JsonSerializer.Deserialize<Known>(d.Facts, EngineJson.Options)!;
            meals.Add(new PastMeal(
                d.ResidentId, known.Resident, d.SiteCode, d.ServiceDate, d.MealPeriod, d.Channel, d.FoodFen, d.DeliveryFeeFen, known.Schemes, known.Budgets,
                grants.GetValueOrDefault(d.Id) ?? [], d.DecidedAt, d.SettledAt, OutcomeOf(d.State, d.NoShow)));
        }
        return meals;
    }

    private static async Task<Dictionary<Guid, List<PastGrant>>> GrantsAsync(IQueryable<Decision> decisions, CancellationToken ct)
    {
        var grants = new Dictionary<Guid, List<PastGrant>>();
        var rows = decisions.SelectMany(d => d.Rights).Select(r => new { r.DecisionId, r.Scheme, r.Tier, r.Payee, r.AmountFen, r.Funders, r.Status });
        await foreach (var r in rows.AsAsyncEnumerable().WithCancellation(ct))
        {
            if (!grants.TryGetValue(r.DecisionId, out var ofDecision))
                grants[r.DecisionId] = ofDecision = [];
            var funders = JsonSerializer.Deserialize<List<FunderPart>>(r.Funders, EngineJson.Options)!;
            ofDecision.Add(new PastGrant(r.Scheme, r.Tier, r.Payee, r.AmountFen, funders, r.Status != RightStatus.Released));
        }
        return grants;
    }

    private static MealOutcome? OutcomeOf(DecisionState state, bool noShow) => state switch
    {
        DecisionState.Open => null,
        DecisionState.Consumed => noShow ? MealOutcome.NoShow : MealOutcome.Received,
        DecisionState.Released => noShow ? MealOutcome.NoShow : MealOutcome.NotReceived,
    };

    /// <summary>The part of the stored facts that a replay keeps: rights and budgets it counts itself.</summary>
    private sealed record Known(ResidentFacts Resident, IReadOnlyList<StoredFacts.SchemeRef> Schemes, IReadOnlyList<BudgetLeft> Budgets);
}
