using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>
/// What a settlement comes to by the ledger alone: for each meal what its entries brought to the site, for each claw-back what its
/// entry took from what was settled.
/// </summary>
internal static class StatementLedger
{
    /// <summary>Fen per payer.</summary>
    public static async Task<IReadOnlyDictionary<string, long>> SumsAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var (granted, settled) = (Movement.Granted(view.Settlement.SiteCode), Movement.Settled(view.Settlement.SiteCode));
        var sums = await (
                from line in view.Lines(db)
                join entry in db.LedgerEntries on (Guid?)line.DecisionId equals entry.DecisionId
                from posting in entry.Postings
                where posting.Account == (line.IsClawBack ? settled : granted)
                group posting.AmountFen by line.Payer)
            .Select(g => new { Payer = g.Key, Fen = g.Sum() }).ToDictionaryAsync(s => s.Payer, s => s.Fen, ct);
        return sums;
    }

    /// <summary>The payers whose entry of the approval moved another amount than the meals come to. Empty before the approval.</summary>
    public static async Task<IReadOnlyList<string>> WronglyPostedAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var settled = Movement.Settled(view.Settlement.SiteCode);
        var entries = view.Payers.Where(p => p.EntryNumber is not null).ToList();
        var numbers = entries.Select(p => p.EntryNumber!.Value).ToList();
        var posted = await db.LedgerPostings.Where(p => numbers.Contains(p.EntryNumber) && p.Account == settled)
            .ToDictionaryAsync(p => p.EntryNumber, p => p.AmountFen, ct);
        return [.. entries.Where(p => posted.GetValueOrDefault(p.EntryNumber!.Value) != p.MealsFen + p.LateFen).Select(p => p.Subdistrict)];
    }
}
