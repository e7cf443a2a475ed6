using MealDispatch.Subsidy.CourierStatements;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Review;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>One payer's part. Fen.</summary>
/// <param name="Subdistrict">Whose residents ate, and who pays.</param>
/// <param name="MealsFen">The month's meals.</param>
/// <param name="LateFen">Meals of earlier, locked months.</param>
/// <param name="ClawBackFen">Claw-backs of earlier, locked months; never above 0.</param>
/// <param name="LedgerFen">The total, added up anew from the ledger's entries.</param>
/// <param name="Agrees">The ledger says the same.</param>
internal sealed record PayerAnswer(
    string Subdistrict, long Meals, long FoodFen, long MealsFen, long LateFen, long ClawBackFen, long TotalFen, long LedgerFen, bool Agrees, long? EntryNumber);

internal sealed record SettlementStepAnswer(Instant At, SettlementStep Step, Guid? By, string? Remarks);

/// <summary>A courier that carried subsidised meals of the month, or sent a statement.</summary>
/// <param name="Courier">The company: <c>fengniao</c> for <c>fengniao-v2</c>.</param>
/// <param name="Meals">That it carried, by what it told when it happened.</param>
/// <param name="StatementAt">When its statement was uploaded; null while there is none: then only what it told is compared.</param>
internal sealed record CourierAnswer(string Courier, int Meals, Instant? StatementAt);

/// <summary>A settlement. Fen.</summary>
/// <param name="Meals">Meals of the month that are settled.</param>
/// <param name="Held">Meals of the site, of this month or before, that wait for review, and what they are worth.</param>
/// <param name="LedgerFen">The total, added up anew from the ledger's entries.</param>
/// <param name="Differences">How many the three-way match found.</param>
internal sealed record SettlementAnswer(
    Guid Id, string SiteCode, string SiteName, YearMonth Month, SettlementStatus Status, int Version, long Meals, long FoodFen, long MealsFen,
    long AdjustmentsFen, long TotalFen, long LedgerFen, bool Agrees, int Differences, int Held, long HeldFen, string? Remarks, Guid DraftedBy,
    Instant DraftedAt, Instant ComputedAt, Guid? ConfirmedBy, Instant? ConfirmedAt, Guid? ApprovedBy, Instant? ApprovedAt,
    IReadOnlyList<PayerAnswer> Payers, IReadOnlyList<CourierAnswer> Couriers, IReadOnlyList<SettlementStepAnswer> History)
{
    public static async Task<SettlementAnswer> OfAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var s = view.Settlement;
        var ledger = await StatementLedger.SumsAsync(db, view, ct);
        var lines = (await view.Lines(db).GroupBy(l => new { l.Payer, l.Kind })
            .Select(g => new LineSum(g.Key.Payer, g.Key.Kind, g.LongCount(), g.Sum(l => l.FoodFen), g.Sum(l => l.ResidentFen + l.OperatorFen)))
            .ToListAsync(ct)).ToLookup(l => l.Payer);
        var wrong = await StatementLedger.WronglyPostedAsync(db, view, ct);
        var payers = view.Payers.Select(p => PayerOf(
            p, ledger.GetValueOrDefault(p.Subdistrict), !wrong.Contains(p.Subdistrict) && SettlementSums.Of(lines[p.Subdistrict]) == p.Sums)).ToList();
        var held = await HeldAsync(db, view, ct);
        var name = await db.Sites.Where(c => c.Code == s.SiteCode).Select(c => c.Name).SingleOrDefaultAsync(ct);
        return new SettlementAnswer(
            s.Id, s.SiteCode, name ?? s.SiteCode, MonthNumber.ToMonth(s.Month), s.Status, s.Version, payers.Sum(p => p.Meals),
            payers.Sum(p => p.FoodFen), payers.Sum(p => p.MealsFen), payers.Sum(p => p.LateFen + p.ClawBackFen), payers.Sum(p => p.TotalFen),
            payers.Sum(p => p.LedgerFen), payers.All(p => p.Agrees), await view.Differences(db).CountAsync(ct), held.Count, held.Sum(), s.Remarks, s.DraftedBy,
            s.DraftedAt, s.ComputedAt, s.ConfirmedBy, s.ConfirmedAt, s.ApprovedBy, s.ApprovedAt, payers, await CourierRecords.CouriersAsync(db, view, ct),
            [.. s.History.OrderBy(e => e.Number).Select(e => new SettlementStepAnswer(e.At, e.Step, e.By, e.Remarks))]);
    }

    private static PayerAnswer PayerOf(SettlementPayer p, long ledgerFen, bool agrees) => new(
        p.Subdistrict, p.Meals, p.FoodFen, p.MealsFen, p.LateFen, p.ClawBackFen, p.TotalFen, ledgerFen, agrees && ledgerFen == p.TotalFen, p.EntryNumber);

    private static Task<List<long>> HeldAsync(SubsidyDbContext db, SettlementView view, CancellationToken ct)
    {
        var (site, payer) = (view.Settlement.SiteCode, view.OnlyPayer);
        var end = MonthNumber.ToMonth(view.Settlement.Month).OnDayOfMonth(1).PlusMonths(1);
        return db.MealReviews.Where(r => r.SiteCode == site && r.Status == ReviewStatus.Pending && r.ServiceDate < end && (payer == null || r.Subdistrict == payer))
            .Select(r => r.AmountFen).ToListAsync(ct);
    }
}
