namespace LedgerVerifier;

internal sealed record AccountLine(string Subdistrict, string Account, long Fen, long LastEntry);

/// <summary>Balances added up from the postings, against the ones the service keeps.</summary>
internal sealed class Balances
{
    private readonly Dictionary<(string Subdistrict, string Account), (Int128 Fen, long LastEntry)> sums = [];

    public void Add(string subdistrict, string account, long fen, long entry)
    {
        sums.TryGetValue((subdistrict, account), out var before);
        sums[(subdistrict, account)] = (before.Fen + fen, entry);
    }

    /// <summary>The first entry whose effect is not in the accounts; null when they agree.</summary>
    public long? FirstNotIn(IReadOnlyList<AccountLine> accounts, long entries)
    {
        var bad = new List<long>();
        foreach (var kept in accounts)
        {
            if (!sums.Remove((kept.Subdistrict, kept.Account), out var sum))
                bad.Add(entries + 1);
            else if (sum.Fen != kept.Fen || sum.LastEntry != kept.LastEntry)
                bad.Add(kept.LastEntry > entries ? entries + 1 : sum.LastEntry);
        }

        bad.AddRange(sums.Values.Select(sum => sum.LastEntry));
        return bad.Count == 0 ? null : bad.Min();
    }
}
