using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Ledger;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Outcomes;

/// <summary>Consumes or releases what an order was granted, once its meal's end is known, and says so exactly once.</summary>
internal static class MealEnd
{
    /// <summary>Notes one more fact about a meal; if that decides how it ended, the rest follows.</summary>
    public static async Task NoteAsync(Unit<SubsidyDbContext> unit, Guid orderId, Action<MealEvidence> note, CancellationToken ct)
    {
        var ledger = await LedgerBook.OpenAsync(unit, ct);
        var evidence = await MealEvidence.NoteAsync(unit.Db, orderId, note, ct);
        if (await unit.Db.Decisions.Include(d => d.Rights).SingleOrDefaultAsync(d => d.OrderId == orderId, ct) is { } decision)
            await ConsumeOrReleaseAsync(unit, ledger, decision, evidence, ct);
    }

    public static async Task ConsumeOrReleaseAsync(
        Unit<SubsidyDbContext> unit, LedgerBook ledger, Decision decision, MealEvidence evidence, CancellationToken ct)
    {
        if (decision.State != DecisionState.Open || MealOutcomeRule.Of(evidence) is not { } outcome)
            return;
        decision.Settle(outcome, unit.Now);
        await MoveMoneyAsync(unit, ledger, decision, ct);
        if (decision.State == DecisionState.Consumed)
            unit.Publish(Consumed(decision, unit), decision.OrderId);
        else
            unit.Publish(Released(decision, unit), decision.OrderId);
    }

    private static async Task MoveMoneyAsync(Unit<SubsidyDbContext> unit, LedgerBook ledger, Decision decision, CancellationToken ct)
    {
        foreach (var right in decision.Rights)
        {
            foreach (var part in right.FunderParts())
            {
                var budget = (await unit.Db.Budgets.FindAsync([part.Budget], ct))!;
                if (right.Status == RightStatus.Consumed)
                    budget.Consume(part.GivenFen);
                else
                    budget.Release(part.GivenFen);
            }
        }

        await ledger.PostAsync(Voucher.Of(LedgerKind.Consume, decision), With(RightStatus.Consumed).SelectMany(right => right.Consuming()), ct);
        await ledger.PostAsync(Voucher.Of(LedgerKind.Release, decision), With(RightStatus.Released).SelectMany(right => right.Releasing()), ct);

        IEnumerable<DayRight> With(RightStatus status) => decision.Rights.Where(right => right.Status == status);
    }

    private static SubsidyConsumed Consumed(Decision decision, Unit<SubsidyDbContext> unit) => new()
    {
        OrderId = decision.OrderId,
        DecisionId = decision.Id,
        AmountFen = decision.ConsumedFen,
        NoShow = decision.NoShow,
        OccurredAt = unit.Now,
    };

    private static SubsidyReleased Released(Decision decision, Unit<SubsidyDbContext> unit) => new()
    {
        OrderId = decision.OrderId,
        DecisionId = decision.Id,
        AmountFen = decision.TotalFen,
        OccurredAt = unit.Now,
    };
}
