using MealDispatch.BuildingBlocks.Jobs;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Telemetry;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger.Reading;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Ledger.Sealing;

/// <summary>
/// Puts what was posted since into a signed block. Hashed outside a unit, since entries never change; of two machines that seal at
/// once one finds the block's number taken. An entry that does not follow from the one before is never signed: it stops sealing.
/// </summary>
internal sealed class SealLedgerJob : IJob
{
    private const int MostEntries = 10_000;

    private readonly Database<SubsidyDbContext> database;
    private readonly LedgerSigning signing;
    private readonly TimeProvider time;
    private long wholeAt;

    public SealLedgerJob(Database<SubsidyDbContext> database, LedgerSigning signing, TimeProvider time)
    {
        (this.database, this.signing, this.time, wholeAt) = (database, signing, time, time.GetTimestamp());
        MealDispatchTelemetry.Meter.CreateObservableGauge(
            "mealdispatch.ledger.seal.age", () => time.GetElapsedTime(Volatile.Read(ref wholeAt)).TotalSeconds, "s",
            "Time since everything posted was last known to be sealed");
    }

    public TimeSpan Every => TimeSpan.FromSeconds(15);

    public async Task RunAsync(CancellationToken ct)
    {
        while (await SealNextAsync(ct))
        {
        }

        Volatile.Write(ref wholeAt, time.GetTimestamp());
    }

    private async Task<bool> SealNextAsync(CancellationToken ct)
    {
        await using var db = database.Read();
        if (NextBlock(db) is not { } block)
            return false;
        var sealedAt = Instant.FromDateTimeUtc(time.GetUtcNow().UtcDateTime);
        var head = LedgerLine.Head(
            block.Number, block.FirstEntry, block.LastEntry, block.Previous, block.Hash, LedgerLine.Time(sealedAt.ToDateTimeUtc()), signing.KeyId);
        await database.WriteAsync(
            async unit =>
            {
                if (await unit.Db.LedgerBlocks.AnyAsync(b => b.Number == block.Number, ct))
                    return;
                unit.Db.LedgerBlocks.Add(block);
                unit.Db.LedgerHeads.Add(new LedgerHead { BlockNumber = block.Number, SealedAt = sealedAt, KeyId = signing.KeyId, Signature = signing.Sign(head) });
            },
            ct);
        return true;
    }

    private static LedgerBlock? NextBlock(SubsidyDbContext db)
    {
        using var snapshot = LedgerSnapshot.Of(db);
        var before = BlockRead.Before(snapshot, long.MaxValue);
        var (number, first, previous) = ((before?.Number ?? 0) + 1, (before?.Last ?? 0) + 1, before?.HashOfHead ?? LedgerLine.Nothing);
        if (snapshot.Whole("SELECT max(Number) FROM ledger_entries") is not { } newest || newest < first)
            return null;
        var last = Math.Min(newest, first + MostEntries - 1);
        using var entries = snapshot.Read(before is null ? long.MinValue : first - 1, last);
        var seal = LedgerLine.Nothing;
        if (before is not null)
            seal = entries.Next() && entries.Number == first - 1 ? entries.Seal.ToArray() : throw new LedgerBrokenException(first - 1);
        using var hash = new BlockHash();
        hash.Start(number, first, last, previous);
        for (var expected = first; expected <= last; expected++)
        {
            if (!entries.Next() || entries.Number != expected || !entries.IsWellFormed)
                throw new LedgerBrokenException(expected);
            seal = LedgerLine.Seal(seal, entries.Content);
            if (!entries.Seal.SequenceEqual(seal))
                throw new LedgerBrokenException(expected);
            hash.Add(entries);
        }

        return new LedgerBlock { Number = number, Format = LedgerLine.Format, FirstEntry = first, LastEntry = last, Previous = previous, Hash = hash.Finish() };
    }
}

/// <summary>Somebody changed what was posted: it is not signed, and the age of the last seal grows until it is looked into.</summary>
internal sealed class LedgerBrokenException(long entry) : Exception($"Entry {entry} of the ledger is not what was posted: nothing after it is sealed")
{
    public long Entry { get; } = entry;
}
