using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Ledger.VerifyLedger;

/// <param name="Entries">Transactions whose seals hold.</param>
/// <param name="Blocks">Blocks of the chain that hold; each entry is one.</param>
/// <param name="FirstBadEntry">Number of the first entry that is changed, missing or unbalanced; null when all is well.</param>
internal sealed record LedgerVerification(bool Ok, long Entries, long Blocks, long? FirstBadEntry);

/// <summary>Computes every seal anew from the first entry on, and the balances from the postings.</summary>
internal static class VerifyLedgerEndpoint
{
    private const int EntriesPerRead = 1000;

    public static void MapVerifyLedger(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/ledger/verify", HandleAsync)
            .WithName("Subsidy_VerifyLedger").WithSummary("Check every seal and balance of the ledger")
            .ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Ok<LedgerVerification>> HandleAsync(Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var (entries, seal) = (0L, LedgerEntry.FirstSeal);
        var balances = new Dictionary<(string, string), long>();
        while (true)
        {
            var read = await db.LedgerEntries.Include(e => e.Postings).Where(e => e.Number > entries)
                .OrderBy(e => e.Number).Take(EntriesPerRead).AsSplitQuery().ToListAsync(ct);
            foreach (var entry in read)
            {
                if (!IsIntact(entry, entries + 1, seal))
                    return Answer(entries, entries + 1);
                (entries, seal) = (entry.Number, entry.Seal);
                foreach (var posting in entry.Postings)
                    balances[(entry.Subdistrict, posting.Account)] = balances.GetValueOrDefault((entry.Subdistrict, posting.Account)) + posting.AmountFen;
            }

            // Balances count only if nothing was posted until they were read. Entries cut off at the end leave a chain that is
            // whole but balances that are not; the first one missing is named.
            if (read.Count < EntriesPerRead && await AgreeAsync(db, balances, entries, ct) is { } agree)
                return Answer(entries, agree ? null : entries + 1);
        }
    }

    private static Ok<LedgerVerification> Answer(long intact, long? firstBad) =>
        TypedResults.Ok(new LedgerVerification(firstBad is null, intact, intact, firstBad));

    private static async Task<bool?> AgreeAsync(SubsidyDbContext db, Dictionary<(string, string), long> balances, long entries, CancellationToken ct)
    {
        var kept = await db.LedgerAccounts.ToDictionaryAsync(a => (a.Subdistrict, a.Account), a => a.BalanceFen, ct);
        if (await db.LedgerEntries.AnyAsync(e => e.Number > entries, ct))
            return null;
        return kept.Keys.Union(balances.Keys).All(account => kept.GetValueOrDefault(account) == balances.GetValueOrDefault(account));
    }

    private static bool IsIntact(LedgerEntry entry, long number, string previousSeal) =>
        entry.Number == number
        && entry.PreviousSeal == previousSeal
        && entry.Seal == entry.ComputeSeal()
        && entry.Postings.Aggregate(Int128.Zero, (sum, posting) => sum + posting.AmountFen) == 0;
}
