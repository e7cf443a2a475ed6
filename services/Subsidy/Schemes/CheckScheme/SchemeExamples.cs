using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Subsidy.Engine;
using NodaTime;

namespace MealDispatch.Subsidy.Schemes.CheckScheme;

internal sealed record ExampleMeal(Fulfilment Channel, MealPeriod MealPeriod, long FoodFen, long DeliveryFeeFen);

/// <param name="BeforeFen">What the elder pays by the schemes that are active.</param>
/// <param name="AfterFen">What they would pay with this one.</param>
/// <param name="OperatorFen">What the site would get beside that.</param>
/// <param name="Tier">Of this scheme; null when it does not apply.</param>
internal sealed record ExampleBill(long BeforeFen, long AfterFen, long OperatorFen, string? Tier, string Zh, string En);

/// <param name="Bills">One for each of the meals.</param>
internal sealed record ExampleElder(int Age, IReadOnlyList<string> Categories, IReadOnlyList<ExampleBill> Bills);

/// <summary>
/// What elders at the edges of a scheme's tiers pay on its first day for meals at the edges of its prices: the first meal of the
/// month, budgets full, together with the other active schemes.
/// </summary>
internal sealed record SchemeExamples(LocalDate ServiceDate, IReadOnlyList<ExampleMeal> Meals, IReadOnlyList<ExampleElder> Elders)
{
    private const int MostElders = 8;
    private const int UsualAge = 70;
    private const long Plenty = 1_000_000_000_000;

    /// <param name="now">The schemes active on its first day, an earlier version of it too.</param>
    public static SchemeExamples Of(Scheme scheme, IReadOnlyList<Scheme> now)
    {
        var meals = MealsOf(scheme);
        IReadOnlyList<Scheme> after = [.. now.Where(s => s.Code != scheme.Code), scheme];
        var elders = EldersOf(scheme).Select(elder => new ExampleElder(
            elder.Age, elder.Categories, [.. meals.Select(meal => BillOf(scheme, elder, meal, now, after))]));
        return new SchemeExamples(scheme.EffectiveFrom, meals, [.. elders]);
    }

    private static List<ExampleMeal> MealsOf(Scheme scheme)
    {
        var period = scheme.MealPeriods is { Count: > 0 } periods ? periods[0] : MealPeriod.Lunch;
        var here = scheme.Channels?.FirstOrDefault(c => c != Fulfilment.Delivery, Fulfilment.DineIn) ?? Fulfilment.DineIn;
        List<ExampleMeal> meals = [.. new long[] { 800, 1200, 1600, 3000 }.Select(fen => new ExampleMeal(here, period, fen, 0))];
        if (scheme.MinSpend is { Fen: > 1 and < SchemeRules.MostFen } min)
            meals.Insert(0, new ExampleMeal(here, period, min.Strict ? min.Fen : min.Fen - 1, 0));
        meals.Add(new ExampleMeal(Fulfilment.Delivery, period, 1600, 300));
        return meals;
    }

    /// <summary>One of each tier at its lowest age, and one a year too young for all of them.</summary>
    private static IEnumerable<(int Age, IReadOnlyList<string> Categories)> EldersOf(Scheme scheme)
    {
        var elders = new List<(int Age, IReadOnlyList<string> Categories)>();
        var youngest = scheme.Tiers.Select(tier => tier.When.MinAge ?? 0).DefaultIfEmpty(0).Min();
        if (youngest is > 0 and <= SchemeRules.OldestAge)
            elders.Add(((int)youngest - 1, []));
        foreach (var when in scheme.Tiers.Select(tier => tier.When))
        {
            var age = when.MinAge ?? Math.Min(UsualAge, when.MaxAge ?? UsualAge);
            elders.Add(((int)Math.Clamp(age, 0, SchemeRules.OldestAge), [.. when.AllOf, .. when.AnyOf.Take(1)]));
        }
        return elders.DistinctBy(elder => $"{elder.Age} {string.Join(' ', elder.Categories)}").OrderBy(e => e.Age).ThenBy(e => e.Categories.Count).Take(MostElders);
    }

    private static ExampleBill BillOf(
        Scheme scheme, (int Age, IReadOnlyList<string> Categories) elder, ExampleMeal meal, IReadOnlyList<Scheme> now, IReadOnlyList<Scheme> after)
    {
        var price = meal.FoodFen + meal.DeliveryFeeFen;
        var (before, then) = (SubsidyEngine.Decide(Facts(now)), SubsidyEngine.Decide(Facts(after)));
        return new ExampleBill(
            price - before.TotalFen, price - then.TotalFen, then.Grants.Where(g => g.Payee == Payee.Operator).Sum(g => g.AmountFen),
            then.Grants.FirstOrDefault(g => g.Scheme == scheme.Code)?.Tier, then.Explanation.Zh, then.Explanation.En);

        SubsidyFacts Facts(IReadOnlyList<Scheme> schemes) => new(
            new ResidentFacts(ResidentStatus.Active, scheme.EffectiveFrom.PlusYears(-elder.Age), [.. elder.Categories.Select(c => new ResidentCategory(c, null, null))]),
            scheme.Sites is { Count: > 0 } sites ? sites[0] : "", scheme.EffectiveFrom, meal.MealPeriod, meal.Channel, meal.FoodFen, meal.DeliveryFeeFen,
            schemes, new Dictionary<string, Usage>(),
            [.. schemes.SelectMany(s => s.Funders).Select(f => f.Budget).Distinct().Select(code => new BudgetLeft(code, Plenty, WhenExhausted.Stop))]);
    }
}
