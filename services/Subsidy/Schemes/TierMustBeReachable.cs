using MealDispatch.Subsidy.Engine;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>A tier never applies when, at each of its ages, some earlier tier holds for everybody that it holds for.</summary>
internal static class TierMustBeReachable
{
    public static bool IsCovered(TierCondition tier, IReadOnlyList<TierCondition> earlier, int oldestAge)
    {
        var (from, to) = (Math.Max(0, tier.MinAge ?? 0), Math.Min(oldestAge, tier.MaxAge ?? oldestAge));
        for (var age = from; age <= to; age++)
            if (!earlier.Any(other => !(age < other.MinAge) && !(age > other.MaxAge) && TakesAllCategoriesOf(other, tier)))
                return false;
        return from <= to;
    }

    /// <summary>Whoever fulfils the categories of <paramref name="tier"/> fulfils those of <paramref name="other"/>.</summary>
    private static bool TakesAllCategoriesOf(TierCondition other, TierCondition tier) =>
        other.AllOf.All(tier.AllOf.Contains)
        && other.NoneOf.All(tier.NoneOf.Contains)
        && (other.AnyOf.Count == 0
            || tier.AllOf.Any(other.AnyOf.Contains)
            || (tier.AnyOf.Count > 0 && tier.AnyOf.All(other.AnyOf.Contains)));
}
