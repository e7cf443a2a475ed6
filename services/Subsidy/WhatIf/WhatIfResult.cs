using MealDispatch.Subsidy.Engine;
using NodaTime.Text;

namespace MealDispatch.Subsidy.WhatIf;

/// <summary>A month as it was and as it would have been; what counts is what was not given back. Fen.</summary>
/// <param name="Meals">Decisions replayed.</param>
/// <param name="Residents">Of those who ordered in the month.</param>
internal sealed record WhatIfResult(
    string Month, int Meals, WhatIfLine Total, WhatIfResidents Residents, IReadOnlyList<WhatIfLine> BySite, IReadOnlyList<WhatIfLine> ByTier,
    IReadOnlyList<WhatIfLine> ByDay, IReadOnlyList<WhatIfLine> ByBudget)
{
    public static WhatIfResult Of(string month, IReadOnlyList<ReplayedMeal> replayed)
    {
        var (total, site, tier, day, budget) = (new Tally(), new Tally(), new Tally(), new Tally(), new Tally());
        var residents = new Dictionary<Guid, long>();
        foreach (var meal in replayed)
        {
            var past = meal.Meal;
            residents[past.ResidentId] = residents.GetValueOrDefault(past.ResidentId) + ToResident(meal.Grants) - ToResident(past.Grants);
            foreach (var (grants, isAfter) in new[] { (past.Grants, false), (meal.Grants, true) })
            {
                var kept = grants.Where(g => g.Kept).ToList();
                if (kept.Count == 0)
                    continue;
                total.Add("total", kept, isAfter);
                site.Add(past.SiteCode, kept, isAfter);
                day.Add(LocalDatePattern.Iso.Format(past.ServiceDate), kept, isAfter);
                foreach (var grant in kept)
                {
                    tier.Add($"{grant.Scheme} {grant.Tier}", [grant], isAfter);
                    foreach (var part in grant.Funders.Where(p => p.GivenFen > 0))
                        budget.Add(part.Budget, [grant with { AmountFen = part.GivenFen }], isAfter);
                }
            }
        }
        return new WhatIfResult(
            month, replayed.Count, total.Lines() is [var sum] ? sum : new WhatIfLine("total", 0, 0, 0, 0, 0, 0),
            new WhatIfResidents(residents.Values.Count(fen => fen > 0), residents.Values.Count(fen => fen < 0), residents.Values.Count(fen => fen == 0)),
            site.Lines(), tier.Lines(), day.Lines(), budget.Lines());
    }

    private static long ToResident(IReadOnlyList<PastGrant> grants) => grants.Where(g => g.Kept && g.Payee == Payee.Resident).Sum(g => g.AmountFen);

    private sealed class Tally
    {
        private readonly SortedDictionary<string, WhatIfLine> lines = new(StringComparer.Ordinal);

        public IReadOnlyList<WhatIfLine> Lines() => [.. lines.Values];

        public void Add(string key, List<PastGrant> grants, bool isAfter)
        {
            var line = lines.GetValueOrDefault(key) ?? new WhatIfLine(key, 0, 0, 0, 0, 0, 0);
            var (resident, all) = (ToResident(grants), grants.Sum(g => g.AmountFen));
            lines[key] = isAfter
                ? line with { MealsAfter = line.MealsAfter + 1, SubsidyFenAfter = line.SubsidyFenAfter + resident, OperatorFenAfter = line.OperatorFenAfter + all - resident }
                : line with { MealsBefore = line.MealsBefore + 1, SubsidyFenBefore = line.SubsidyFenBefore + resident, OperatorFenBefore = line.OperatorFenBefore + all - resident };
        }
    }
}

/// <param name="Key">The site's code, scheme and tier, the day, the budget's code.</param>
/// <param name="MealsBefore">Meals with any grant; by tier and by budget a meal stands under each of its grants.</param>
/// <param name="SubsidyFenBefore">What residents paid less.</param>
/// <param name="OperatorFenBefore">Paid to the site beside that.</param>
internal sealed record WhatIfLine(
    string Key, long MealsBefore, long MealsAfter, long SubsidyFenBefore, long SubsidyFenAfter, long OperatorFenBefore, long OperatorFenAfter)
{
    /// <summary>What the public would have paid more; negative is less.</summary>
    public long DifferenceFen => SubsidyFenAfter + OperatorFenAfter - SubsidyFenBefore - OperatorFenBefore;
}

/// <summary>How many residents would have paid less, more, or the same over the month.</summary>
internal sealed record WhatIfResidents(int PayLess, int PayMore, int Same);
