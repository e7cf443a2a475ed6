using MealDispatch.Subsidy.Ledger.Reading;

namespace MealDispatch.Subsidy.Ledger.VerifyLedger;

/// <summary>
/// Says that all is well, or that it does not know: every row is read and hashed, stretches of blocks side by side, but where it
/// goes wrong is left to <see cref="CarefulCheck"/>. A signature stands under every head; each block's hash covers the head before
/// it, so the last one proves them all.
/// </summary>
internal sealed class QuickCheck(Func<LedgerSnapshot> open, LedgerSigning signing)
{
    private const int StretchesPerWorker = 4;

    public async Task<LedgerVerification?> RunAsync(CancellationToken ct)
    {
        using var snapshot = open();
        var blocks = snapshot.Whole("SELECT count(*) FROM ledger_blocks") ?? 0;
        var heads = snapshot.Whole("SELECT count(*) FROM ledger_heads") ?? 0;
        var last = BlockRead.Before(snapshot, long.MaxValue);
        if (heads != blocks || (last?.Number ?? 0) != blocks || (last is not null && !signing.Holds(last.Head, last.Signature)))
            return null;
        var balances = new LedgerBalances();
        if (!await CheckBlocksAsync(blocks, balances, ct) || CheckTail(snapshot, last, balances, ct) is not { } entries)
            return null;
        return balances.FirstNotIn(snapshot, entries) is null ? new LedgerVerification(true, entries, blocks, null) : null;
    }

    private async Task<bool> CheckBlocksAsync(long blocks, LedgerBalances balances, CancellationToken ct)
    {
        var workers = Math.Clamp(Environment.ProcessorCount, 1, 8);
        var length = Math.Max(1, (blocks + (workers * StretchesPerWorker) - 1) / (workers * StretchesPerWorker));
        var starts = Enumerable.Range(0, (int)((blocks + length - 1) / length)).Select(i => 1 + (i * length));
        var well = true;
        await Parallel.ForEachAsync(starts, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = ct }, (start, stop) =>
        {
            var own = new LedgerBalances();
            if (!Volatile.Read(ref well) || !CheckStretch(start, Math.Min(blocks, start + length - 1), own, stop))
                Volatile.Write(ref well, false);
            lock (balances)
                balances.Add(own);
            return ValueTask.CompletedTask;
        });
        return well;
    }

    private bool CheckStretch(long from, long to, LedgerBalances balances, CancellationToken ct)
    {
        using var snapshot = open();
        var before = BlockRead.Before(snapshot, from);
        var (expected, previous) = ((before?.Last ?? 0) + 1, before?.HashOfHead ?? LedgerLine.Nothing);
        if (BlockRead.Before(snapshot, to + 1)?.Last is not { } lastEntry)
            return false;
        using var entries = snapshot.ReadFast(from == 1 ? long.MinValue : expected, lastEntry);
        using var hash = new BlockHash();
        foreach (var block in BlockRead.Read(snapshot, from, to))
        {
            ct.ThrowIfCancellationRequested();
            if (!block.Follows(from++, expected, previous))
                return false;
            hash.Start(block.Number!.Value, expected, block.Last!.Value, previous);
            while (expected <= block.Last)
            {
                if (!entries.Next() || entries.Number != expected++ || !entries.IsWellFormed)
                    return false;
                hash.Add(entries);
                balances.Add(entries);
            }

            if (!hash.Finish().AsSpan().SequenceEqual(block.Hash))
                return false;
            previous = block.HashOfHead;
        }

        return from == to + 1 && !entries.Next();
    }

    /// <summary>What is not in a block yet goes by its seals. The number of the last entry, or null.</summary>
    private static long? CheckTail(LedgerSnapshot snapshot, BlockRead? last, LedgerBalances balances, CancellationToken ct)
    {
        var number = last?.Last ?? 0;
        var seal = number == 0 ? LedgerLine.Nothing : SealOf(snapshot, number);
        using var entries = snapshot.ReadFast(last is null ? long.MinValue : number + 1, long.MaxValue);
        while (entries.Next())
        {
            ct.ThrowIfCancellationRequested();
            if (entries.Number != ++number || !entries.IsWellFormed)
                return null;
            seal = LedgerLine.Seal(seal, entries.Content);
            if (!entries.Seal.SequenceEqual(seal))
                return null;
            balances.Add(entries);
        }

        return number;
    }

    private static byte[] SealOf(LedgerSnapshot snapshot, long number)
    {
        using var entry = snapshot.Read(number, number);
        return entry.Next() && !entry.IsStray ? entry.Seal.ToArray() : LedgerLine.Nothing;
    }
}
