using MealDispatch.Subsidy.Ledger.Reading;

namespace MealDispatch.Subsidy.Ledger.VerifyLedger;

/// <summary>
/// Goes through the ledger once, in the order of its numbers, and stops at the first entry that is changed, missing, too many,
/// unbalanced, or under a block or head that does not hold. Slower than <see cref="QuickCheck"/>, which asks it only in doubt.
/// </summary>
internal sealed class CarefulCheck(LedgerSnapshot snapshot, LedgerSigning signing) : IDisposable
{
    private readonly LedgerCursor entries = snapshot.ReadAll();
    private readonly LedgerBalances balances = new();
    private byte[] seal = LedgerLine.Nothing;
    private long intact;
    private long blocks;

    public LedgerVerification Run(CancellationToken ct)
    {
        var previous = LedgerLine.Nothing;
        foreach (var block in BlockRead.Read(snapshot, long.MinValue, long.MaxValue))
        {
            if (!block.Follows(blocks + 1, intact + 1, previous) || block.Signature.Length == 0 || !signing.Holds(block.Head, block.Signature))
                return Bad(intact + 1);
            if (FirstBadOf(block, ct) is { } bad)
                return Bad(bad);
            (previous, blocks) = (block.HashOfHead, blocks + 1);
        }

        // Heads without their block.
        if (snapshot.Whole("SELECT count(*) FROM ledger_heads") != blocks)
            return Bad(intact + 1);
        while (entries.Next())
        {
            ct.ThrowIfCancellationRequested();
            if (FirstBadHere() is { } bad)
                return Bad(bad);
        }

        return balances.FirstNotIn(snapshot, intact) is { } unbalanced ? Bad(unbalanced) : new LedgerVerification(true, intact, blocks, null);
    }

    public void Dispose() => entries.Dispose();

    private LedgerVerification Bad(long entry) => new(false, intact, blocks, Math.Max(entry, 1));

    private long? FirstBadOf(BlockRead block, CancellationToken ct)
    {
        var before = intact;
        using var hash = new BlockHash();
        hash.Start(block.Number!.Value, before + 1, block.Last!.Value, block.Previous);
        while (intact < block.Last)
        {
            ct.ThrowIfCancellationRequested();
            if (!entries.Next())
                return intact + 1;
            if (FirstBadHere() is { } bad)
                return bad;
            hash.Add(entries);
        }

        // Every entry follows from the one before, and still they are not what was signed: they were all made anew.
        if (hash.Finish().AsSpan().SequenceEqual(block.Hash))
            return null;
        intact = before;
        return before + 1;
    }

    private long? FirstBadHere()
    {
        if (entries.IsStray || entries.Number <= intact)
            return Math.Clamp(entries.Number, 1, intact + 1);
        if (entries.Number > intact + 1 || !entries.IsWellFormed)
            return intact + 1;
        var expected = LedgerLine.Seal(seal, entries.Content);
        if (!entries.Seal.SequenceEqual(expected))
            return intact + 1;
        balances.Add(entries);
        (seal, intact) = (expected, intact + 1);
        return null;
    }
}
