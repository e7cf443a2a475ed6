using System.Security.Cryptography;
using System.Text;

namespace MealDispatch.Subsidy.Samples;

/// <summary>A meal that may be drawn.</summary>
internal sealed record Candidate(Guid DecisionId, string SiteCode);

/// <summary>A meal that was drawn, and its place in its site's order.</summary>
internal sealed record Drawn(Guid DecisionId, string SiteCode, int Rank);

/// <summary>
/// Draws a sample in a way that anybody can repeat with paper, the list of meals and SHA-256: the README says how. Neither the order of
/// the list nor the time of drawing matters.
/// </summary>
internal static class SampleDraw
{
    public const int MaxSeed = 60;
    public const int MaxSize = 500;

    /// <summary>All candidates when there are no more than <paramref name="size"/>; else that many, at least one of each site.</summary>
    public static IReadOnlyList<Drawn> Of(IReadOnlyCollection<Candidate> candidates, int size, string seed)
    {
        var sites = candidates.GroupBy(c => c.SiteCode).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
        var shares = Allocate([.. sites.Select(site => site.LongCount())], size);
        return
        [
            .. sites.Zip(shares).SelectMany(pair => pair.First.OrderBy(c => KeyOf(seed, c.DecisionId), StringComparer.Ordinal).Take(pair.Second)
                .Select((c, i) => new Drawn(c.DecisionId, c.SiteCode, i + 1))),
        ];
    }

    /// <summary>
    /// How many of each site: one, and of the rest a part in proportion to its other meals; what rounding down leaves goes to the largest
    /// remainders, of equal ones to the first.
    /// </summary>
    public static IReadOnlyList<int> Allocate(IReadOnlyList<long> meals, int size)
    {
        if (meals.Sum() <= size)
            return [.. meals.Select(m => (int)m)];
        var (rest, others) = (size - meals.Count, meals.Sum() - meals.Count);
        var quotas = meals.Select(m => Math.DivRem(rest * (m - 1), others)).ToList();
        var shares = quotas.Select(q => (int)q.Quotient + 1).ToArray();
        foreach (var i in Enumerable.Range(0, meals.Count).OrderByDescending(i => quotas[i].Remainder).Take(size - shares.Sum()))
            shares[i]++;
        return shares;
    }

    /// <summary>Sixty-four hexadecimal digits; a site's meals are taken in their order.</summary>
    public static string KeyOf(string seed, Guid decisionId) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}:{decisionId:D}")));

    /// <summary>SHA-256 over the decisions' ids in ascending order of their text, a line each: who repeats the draw knows that the list is the same.</summary>
    public static byte[] HashOf(IEnumerable<Candidate> candidates)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var id in candidates.Select(c => c.DecisionId.ToString("D")).Order(StringComparer.Ordinal))
            hash.AppendData(Encoding.ASCII.GetBytes(id + "\n"));
        return hash.GetHashAndReset();
    }
}
