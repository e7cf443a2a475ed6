using System.Collections.Concurrent;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>What an account gained in a stretch of the ledger. The ledger only grows: a stretch that has ended is added up once, whoever asks.</summary>
internal sealed class LedgerSums
{
    private readonly ConcurrentDictionary<(string Account, long First, long Next), long> ended = new();

    /// <summary>Fen.</summary>
    /// <param name="next">The entry after the stretch; <see cref="long.MaxValue"/> while there is none.</param>
    public async Task<long> OfAsync(SubsidyDbContext db, string account, long first, long next, CancellationToken ct)
    {
        if (ended.TryGetValue((account, first, next), out var known))
            return known;
        var sum = await db.LedgerPostings.Where(p => p.Account == account && p.EntryNumber >= first && p.EntryNumber < next).SumAsync(p => p.AmountFen, ct);
        return next == long.MaxValue ? sum : ended.GetOrAdd((account, first, next), sum);
    }
}
