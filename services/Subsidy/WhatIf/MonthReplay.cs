using MealDispatch.Subsidy.Budgets;
using MealDispatch.Subsidy.Engine;
using MealDispatch.Subsidy.Outcomes;
using NodaTime;

namespace MealDispatch.Subsidy.WhatIf;

/// <summary>What would have been granted for a meal of the month.</summary>
internal sealed class ReplayedMeal(PastMeal meal)
{
    public PastMeal Meal => meal;

    /// <summary>With <see cref="PastGrant.Kept"/> as its right would have ended.</summary>
    public IReadOnlyList<PastGrant> Grants { get; set; } = [];
}

/// <summary>
/// Decides a month again, meal by meal in the order of placement, under other schemes. Rights are counted anew: a meal sees the
/// rights that the replay gave before it, and those given back until then. Budgets: what one had at that moment, more or less
/// by what the replay gave otherwise so far. Orders, prices, residents and how meals ended stay as they were.
/// </summary>
/// <param name="schemesOf">The schemes that decide a meal, in place of those that did.</param>
/// <param name="budgets">The subdistrict's, for those that a meal's stored facts do not have.</param>
internal sealed class MonthReplay(Func<PastMeal, IReadOnlyList<Scheme>> schemesOf, IReadOnlyDictionary<string, Budget> budgets)
{
    private readonly Dictionary<Guid, List<Right>> rights = [];
    private readonly Dictionary<string, long> moreLeft = new(StringComparer.Ordinal);

    /// <param name="meals">In the order of placement.</param>
    /// <param name="onProgress">Is told how many are decided, now and then.</param>
    public IReadOnlyList<ReplayedMeal> Run(IReadOnlyList<PastMeal> meals, Action<int> onProgress, CancellationToken ct)
    {
        var replayed = new List<ReplayedMeal>(meals.Count);
        var ends = new PriorityQueue<ReplayedMeal, Instant>();
        foreach (var meal in meals)
        {
            while (ends.TryPeek(out var ended, out var at) && at <= meal.DecidedAt)
            {
                End(ended);
                ends.Dequeue();
            }
            var next = new ReplayedMeal(meal);
            Place(next);
            replayed.Add(next);
            if (meal.SettledAt is { } settledAt)
                ends.Enqueue(next, settledAt);
            if (replayed.Count % 1000 == 0)
            {
                ct.ThrowIfCancellationRequested();
                onProgress(replayed.Count);
            }
        }
        while (ends.TryDequeue(out var last, out _))
            End(last);
        return replayed;
    }

    private void Place(ReplayedMeal replayed)
    {
        var meal = replayed.Meal;
        var schemes = schemesOf(meal);
        var facts = new SubsidyFacts(
            meal.Resident, meal.SiteCode, meal.ServiceDate, meal.MealPeriod, meal.Channel, meal.FoodFen, meal.DeliveryFeeFen, schemes, UsageOf(meal),
            [.. schemes.SelectMany(s => s.Funders).Select(f => f.Budget).Distinct(StringComparer.Ordinal).Select(code => LeftOf(code, meal)).OfType<BudgetLeft>()]);
        var decided = SubsidyEngine.Decide(facts);
        replayed.Grants = [.. decided.Grants.Select(g => new PastGrant(g.Scheme, g.Tier, g.Payee, g.AmountFen, g.Funders, Kept: IsKept(g, meal)))];
        if (decided.Grants.Count > 0)
        {
            if (!rights.TryGetValue(meal.ResidentId, out var held))
                rights[meal.ResidentId] = held = [];
            held.AddRange(decided.Grants.Select(g => new Right(replayed, g.Scheme, g.AmountFen)));
        }
        Draw(replayed.Grants, -1);
        Draw(meal.Grants, +1);
    }

    /// <summary>Gives back what is not kept, here as it was then.</summary>
    private void End(ReplayedMeal replayed)
    {
        Draw(replayed.Grants.Where(g => !g.Kept), +1);
        Draw(replayed.Meal.Grants.Where(g => !g.Kept), -1);
        if (replayed.Grants.Any(g => !g.Kept))
            rights[replayed.Meal.ResidentId].RemoveAll(r => r.Of == replayed && replayed.Grants.Any(g => g.Scheme == r.Scheme && !g.Kept));
    }

    private void Draw(IEnumerable<PastGrant> grants, int sign)
    {
        foreach (var part in grants.SelectMany(g => g.Funders))
            moreLeft[part.Budget] = moreLeft.GetValueOrDefault(part.Budget) + (sign * part.GivenFen);
    }

    private static bool IsKept(Grant grant, PastMeal meal) => meal.Outcome is not { } outcome || outcome switch
    {
        MealOutcome.Received => true,
        MealOutcome.NoShow => grant.OnNoShow == OnNoShow.Consume,
        MealOutcome.NotReceived => false,
    };

    private Dictionary<string, Usage> UsageOf(PastMeal meal)
    {
        var usage = new Dictionary<string, Usage>(StringComparer.Ordinal);
        foreach (var right in rights.GetValueOrDefault(meal.ResidentId) ?? [])
        {
            var used = usage.GetValueOrDefault(right.Scheme) ?? new Usage(0, 0, 0, 0);
            var (day, period) = (right.Of.Meal.ServiceDate == meal.ServiceDate, right.Of.Meal.MealPeriod == meal.MealPeriod);
            usage[right.Scheme] = new Usage(
                used.DayMeals + (day ? 1 : 0), used.MealPeriodMeals + (day && period ? 1 : 0), used.MonthMeals + 1, used.MonthFen + right.AmountFen);
        }
        return usage;
    }

    /// <summary>One that no scheme drew on then is taken as it is now; null when there is none of that code.</summary>
    private BudgetLeft? LeftOf(string code, PastMeal meal)
    {
        var budget = budgets.GetValueOrDefault(code);
        if (budget?.IsOpenOn(meal.ServiceDate) == false)
            return new BudgetLeft(code, 0, budget.WhenExhausted);
        foreach (var then in meal.Budgets)
            if (then.Code == code)
                return then with { LeftFen = then.LeftFen + moreLeft.GetValueOrDefault(code) };
        return budget is null ? null : new BudgetLeft(code, budget.RemainingFen + moreLeft.GetValueOrDefault(code), budget.WhenExhausted);
    }

    private sealed record Right(ReplayedMeal Of, string Scheme, long AmountFen);
}
