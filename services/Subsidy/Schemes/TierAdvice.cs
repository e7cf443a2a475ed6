using MealDispatch.Subsidy.Engine;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>Ages that no tier has, and people whom two tiers name.</summary>
internal static class TierAdvice
{
    public static IEnumerable<SchemeWarning> Of(IReadOnlyList<Tier> tiers) => [.. Gaps(tiers), .. Overlaps(tiers)];

    /// <summary>From the youngest age of a tier without categories on, those between and above that no such tier has.</summary>
    private static IEnumerable<SchemeWarning> Gaps(IReadOnlyList<Tier> tiers)
    {
        var plain = tiers.Where(tier => tier.When is { AnyOf.Count: 0, AllOf.Count: 0, NoneOf.Count: 0 }).ToList();
        if (plain.Count == 0)
            yield break;
        var youngest = plain.Min(tier => Math.Max(0, tier.When.MinAge ?? 0));
        for (var age = youngest; age <= SchemeRules.OldestAge; age++)
        {
            if (plain.Exists(tier => HasAge(tier, age)))
                continue;
            var from = age;
            while (age < SchemeRules.OldestAge && !plain.Exists(tier => HasAge(tier, age + 1)))
                age++;
            var (zh, en) = Ages(from, age);
            yield return new("tiers", "age-gap", $"{zh}没有对应的档次", $"no tier for {en}");
        }
    }

    /// <summary>
    /// Two tiers of the same categories that share ages, or of different categories that one person may hold both: the first one
    /// counts. A category put before plain ages is what the order is for, and no warning.
    /// </summary>
    private static IEnumerable<SchemeWarning> Overlaps(IReadOnlyList<Tier> tiers)
    {
        for (var later = 1; later < tiers.Count; later++)
        {
            for (var first = 0; first < later; first++)
            {
                var (a, b) = (tiers[first], tiers[later]);
                var (from, to) = (Math.Max(Least(a), Least(b)), Math.Min(Most(a), Most(b)));
                if (from > to || !CanBeOnePerson(a.When, b.When) || NamesCategories(a.When) != NamesCategories(b.When))
                    continue;
                var (zh, en) = Ages(from, to);
                yield return new(
                    $"tiers[{later}].when", "tiers-overlap", $"「{a.Name}」和「{b.Name}」都包括{zh}的人：按先列的「{a.Name}」算",
                    $"\"{a.Name}\" and \"{b.Name}\" both take {en}: the first, \"{a.Name}\", counts");
            }
        }
    }

    private static bool CanBeOnePerson(TierCondition a, TierCondition b) =>
        !a.AllOf.Any(b.NoneOf.Contains) && !b.AllOf.Any(a.NoneOf.Contains) && !IsBarred(a.AnyOf, b.NoneOf) && !IsBarred(b.AnyOf, a.NoneOf);

    private static bool IsBarred(IReadOnlyList<string> anyOf, IReadOnlyList<string> noneOf) => anyOf.Count > 0 && anyOf.All(noneOf.Contains);

    private static bool NamesCategories(TierCondition when) => when.AnyOf.Count > 0 || when.AllOf.Count > 0;

    private static bool HasAge(Tier tier, long age) => age >= Least(tier) && age <= Most(tier);

    private static long Least(Tier tier) => Math.Max(0, tier.When.MinAge ?? 0);

    private static long Most(Tier tier) => Math.Min(SchemeRules.OldestAge, tier.When.MaxAge ?? SchemeRules.OldestAge);

    private static (string Zh, string En) Ages(long from, long to) =>
        to == SchemeRules.OldestAge ? ($" {from} 岁及以上", $"{from} and older")
        : from == to ? ($" {from} 岁", $"age {from}")
        : ($" {from} 至 {to} 岁", $"ages {from} to {to}");
}
