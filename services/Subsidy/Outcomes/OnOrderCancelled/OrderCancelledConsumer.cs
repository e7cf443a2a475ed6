using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnOrderCancelled;

/// <summary>Cancelled or refused: right and money go back.</summary>
internal sealed class OrderCancelledConsumer : IConsume<OrderCancelled, SubsidyDbContext>
{
    public Task ConsumeAsync(OrderCancelled message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.CancelledAt = message.OccurredAt;
        }, ct);
}
