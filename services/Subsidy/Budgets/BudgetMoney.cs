using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.Subsidy.Ledger;

namespace MealDispatch.Subsidy.Budgets;

/// <summary>
/// Puts money into budgets, each time as an entry that names the officer and the reason. It comes from the subdistrict's
/// <c>appropriation:</c> into <c>allotted:</c>code; <c>budget:</c>code stays what the budget gave, so all accounts sum to zero.
/// </summary>
internal static class BudgetMoney
{
    /// <summary>Ten thousand million yuan.</summary>
    public const long MostFen = 1_000_000_000_000;

    public static Task OpenAsync(LedgerBook ledger, Budget budget, long fen, Guid by, CancellationToken ct) =>
        AllotAsync(ledger, budget, fen, new Voucher(LedgerKind.Open, budget.Subdistrict) { By = by }, ct);

    public static async Task<Result<Budget>> TopUpAsync(LedgerBook ledger, Budget budget, long fen, Guid by, string reason, CancellationToken ct)
    {
        if (budget.Fen > MostFen - fen)
            return new BudgetTooLarge();
        await AllotAsync(ledger, budget, fen, Moved(LedgerKind.TopUp, budget, by, reason), ct);
        return budget;
    }

    public static async Task<Result<Budget>> TransferAsync(
        LedgerBook ledger, Budget from, Budget to, long fen, Guid by, string reason, CancellationToken ct)
    {
        if (from.RemainingFen < fen)
            return new BudgetTooShort(from.RemainingFen);
        if (to.Fen > MostFen - fen)
            return new BudgetTooLarge();
        from.Allot(-fen);
        to.Allot(fen);
        await ledger.PostAsync(
            Moved(LedgerKind.Transfer, from, by, reason), [new Movement(Movement.Allotted(from.Code), -fen), new Movement(Movement.Allotted(to.Code), fen)], ct);
        return from;
    }

    private static Task AllotAsync(LedgerBook ledger, Budget budget, long fen, Voucher voucher, CancellationToken ct)
    {
        budget.Allot(fen);
        return ledger.PostAsync(
            voucher, [new Movement(Movement.Appropriation(budget.Subdistrict), -fen), new Movement(Movement.Allotted(budget.Code), fen)], ct);
    }

    private static Voucher Moved(LedgerKind kind, Budget budget, Guid by, string reason) =>
        new(kind, budget.Subdistrict) { Cause = $"budget-movement:{Ids.New()}", By = by, Reason = reason };
}
