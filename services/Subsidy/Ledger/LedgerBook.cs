using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// Posts to the ledger inside a unit. It is opened before anything else that the unit reads: an entry's number is unique, so of
/// two units that post at the same time one is run again and sees what the other one did. That holds limits and budgets
/// under any concurrency.
/// </summary>
internal sealed class LedgerBook
{
    private static readonly Func<SubsidyDbContext, CancellationToken, Task<Head?>> LastEntry = EF.CompileAsyncQuery(
        (SubsidyDbContext db, CancellationToken ct) => db.LedgerEntries.OrderByDescending(e => e.Number)
            .Select(e => new Head(e.Number, e.Seal)).FirstOrDefault());

    private static readonly Func<SubsidyDbContext, string, List<string>, IAsyncEnumerable<LedgerAccount>> AccountsNamed = EF.CompileAsyncQuery(
        (SubsidyDbContext db, string subdistrict, List<string> names) =>
            db.LedgerAccounts.Where(a => a.Subdistrict == subdistrict && names.Contains(a.Account)));

    private readonly Unit<SubsidyDbContext> unit;
    private readonly Dictionary<(string Subdistrict, string Account), LedgerAccount> accounts = [];
    private long lastNumber;
    private byte[] lastSeal;

    private LedgerBook(Unit<SubsidyDbContext> unit, long lastNumber, byte[] lastSeal) =>
        (this.unit, this.lastNumber, this.lastSeal) = (unit, lastNumber, lastSeal);

    public static async Task<LedgerBook> OpenAsync(Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var head = await LastEntry(unit.Db, ct);
        return new LedgerBook(unit, head?.Number ?? 0, head?.Seal ?? LedgerLine.Nothing);
    }

    /// <summary>One balanced entry; amounts of one account are put together, and what comes to nothing is left out.</summary>
    /// <returns>The entry's number; null when there was nothing to post.</returns>
    public async Task<long?> PostAsync(Voucher voucher, IEnumerable<Movement> movements, CancellationToken ct)
    {
        var lines = movements.GroupBy(m => m.Account, StringComparer.Ordinal)
            .Select(account => new Movement(account.Key, account.Sum(m => m.Fen))).Where(m => m.Fen != 0).ToList();
        if (lines.Count == 0)
            return null;
        if (lines.Sum(m => m.Fen) != 0)
            throw new InvalidOperationException("A ledger entry does not balance");

        var number = ++lastNumber;
        var entry = new LedgerEntry
        {
            Number = number,
            At = unit.Now,
            Kind = voucher.Kind,
            Subdistrict = voucher.Subdistrict,
            OrderId = voucher.OrderId,
            DecisionId = voucher.DecisionId,
            Cause = Clean(voucher.Cause),
            By = voucher.By,
            Reason = Clean(voucher.Reason),
            Postings = [.. lines.Select((m, i) => new LedgerPosting { EntryNumber = number, Line = i + 1, Account = m.Account, AmountFen = m.Fen })],
        }.SealedAfter(lastSeal);
        lastSeal = entry.Seal;
        unit.Db.LedgerEntries.Add(entry);
        await AddToBalancesAsync(voucher.Subdistrict, number, lines, ct);
        return number;
    }

    /// <summary>Control characters are what a line is divided by.</summary>
    private static string? Clean(string? text) =>
        string.IsNullOrEmpty(text) ? null : string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));

    private async Task AddToBalancesAsync(string subdistrict, long entry, List<Movement> lines, CancellationToken ct)
    {
        var names = lines.Select(m => m.Account).Where(name => !accounts.ContainsKey((subdistrict, name))).ToList();
        if (names.Count > 0)
        {
            await foreach (var account in AccountsNamed(unit.Db, subdistrict, names).WithCancellation(ct))
                accounts.Add((subdistrict, account.Account), account);
        }

        foreach (var line in lines)
        {
            if (!accounts.TryGetValue((subdistrict, line.Account), out var account))
            {
                accounts[(subdistrict, line.Account)] = account = new LedgerAccount { Subdistrict = subdistrict, Account = line.Account };
                unit.Db.LedgerAccounts.Add(account);
            }

            account.Add(line.Fen, entry);
        }
    }

    private sealed record Head(long Number, byte[] Seal);
}
