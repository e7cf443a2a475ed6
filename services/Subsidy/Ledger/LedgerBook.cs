using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Ledger;

/// <summary>
/// Posts to the ledger inside a unit. It is opened before anything else that the unit reads: an entry's number is unique, so of
/// two units that post at the same time one is run again and sees what the other one did. That holds limits and budgets
/// under any concurrency.
/// </summary>
internal sealed class LedgerBook
{
    private readonly Unit<SubsidyDbContext> unit;
    private long lastNumber;
    private string lastSeal;

    private LedgerBook(Unit<SubsidyDbContext> unit, long lastNumber, string lastSeal) =>
        (this.unit, this.lastNumber, this.lastSeal) = (unit, lastNumber, lastSeal);

    public static async Task<LedgerBook> OpenAsync(Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        var head = await unit.Db.LedgerEntries.AsNoTracking().OrderByDescending(e => e.Number)
            .Select(e => new { e.Number, e.Seal }).FirstOrDefaultAsync(ct);
        return new LedgerBook(unit, head?.Number ?? 0, head?.Seal ?? LedgerEntry.FirstSeal);
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
            Cause = voucher.Cause,
            By = voucher.By,
            Reason = voucher.Reason,
            PreviousSeal = lastSeal,
            Postings = [.. lines.Select((m, i) => new LedgerPosting { EntryNumber = number, Line = i + 1, Account = m.Account, AmountFen = m.Fen })],
        }.Sealed();
        lastSeal = entry.Seal;
        unit.Db.LedgerEntries.Add(entry);
        await AddToBalancesAsync(voucher.Subdistrict, lines, ct);
        return number;
    }

    private async Task AddToBalancesAsync(string subdistrict, List<Movement> lines, CancellationToken ct)
    {
        var names = lines.Select(m => m.Account).ToList();
        await unit.Db.LedgerAccounts.Where(a => a.Subdistrict == subdistrict && names.Contains(a.Account)).LoadAsync(ct);
        foreach (var line in lines)
        {
            var account = unit.Db.LedgerAccounts.Local.FirstOrDefault(a => a.Subdistrict == subdistrict && a.Account == line.Account);
            if (account is null)
                unit.Db.LedgerAccounts.Add(account = new LedgerAccount { Subdistrict = subdistrict, Account = line.Account });
            account.Add(line.Fen);
        }
    }
}

/// <summary>What an entry rests on: which kind, whose money, and what caused it. It stands in the entry as it is here.</summary>
internal sealed record Voucher(LedgerKind Kind, string Subdistrict)
{
    /// <summary>Characters of a reason.</summary>
    public const int MaxReason = 200;

    /// <summary>The order whose meal is paid; null when no single one is.</summary>
    public Guid? OrderId { get; init; }

    public Guid? DecisionId { get; init; }

    /// <summary>
    /// What caused it beside a decision, as kind and id: <c>settlement:</c>, <c>claw-back:</c>, <c>budget-movement:</c>, or
    /// <c>entry:</c> and the number of an entry that is reversed.
    /// </summary>
    public string? Cause { get; init; }

    /// <summary>The person who posted it; null when the meal's events did.</summary>
    public Guid? By { get; init; }

    /// <summary>Why, in that person's words.</summary>
    public string? Reason { get; init; }

    public static Voucher Of(LedgerKind kind, Decision decision) => new(kind, decision.Subdistrict) { OrderId = decision.OrderId, DecisionId = decision.Id };
}

/// <summary>So many fen on to an account; negative is off it.</summary>
internal sealed record Movement(string Account, long Fen)
{
    /// <summary>Negative by what the budget gave: reserved, granted and settled.</summary>
    public static string Budget(string code) => "budget:" + code;

    public static string Reserved(string scheme) => "reserved:" + scheme;

    /// <summary>Due to the site.</summary>
    public static string Granted(string siteCode) => "granted:" + siteCode;

    /// <summary>Settled with the site: approved to be paid.</summary>
    public static string Settled(string siteCode) => "settled:" + siteCode;
}
