using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Data;

namespace MealDispatch.Ordering.Orders.OnSubsidySettled;

/// <summary>The meal was not received through no fault of the resident: the payment goes back in full, once.</summary>
internal sealed class SubsidyReleasedConsumer(OrderWatch watch) : IConsume<SubsidyReleased, OrderingDbContext>
{
    public async Task ConsumeAsync(SubsidyReleased message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([message.OrderId], ct) is not { } order)
            return;
        order.NoteSubsidyOutcome(SubsidyOutcome.Released);
        await OrderEnding.RefundAsync(unit, order, ct);
        watch.TouchAfterCommit(unit, order.Id);
    }
}

/// <summary>The meal counts as received: the payment is kept.</summary>
internal sealed class SubsidyConsumedConsumer(OrderWatch watch) : IConsume<SubsidyConsumed, OrderingDbContext>
{
    public async Task ConsumeAsync(SubsidyConsumed message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([message.OrderId], ct) is not { } order)
            return;
        order.NoteSubsidyOutcome(SubsidyOutcome.Consumed);
        watch.TouchAfterCommit(unit, order.Id);
    }
}
