using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnDeliveryFailed;

/// <summary>No answer and refusal are the resident's part; all other failures give right and money back.</summary>
internal sealed class DeliveryFailedConsumer : IConsume<DeliveryFailed, SubsidyDbContext>
{
    public Task ConsumeAsync(DeliveryFailed message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.FailedAt = message.OccurredAt;
            evidence.Failure = message.Reason;
        }, ct);
}
