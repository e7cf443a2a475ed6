using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnMealHandedOver;

/// <summary>Collected at the counter.</summary>
internal sealed class MealHandedOverConsumer : IConsume<MealHandedOver, SubsidyDbContext>
{
    public Task ConsumeAsync(MealHandedOver message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.TakenAt = message.OccurredAt;
            evidence.Presence = message.Evidence;
            evidence.OverrideReason = message.OverrideReason;
        }, ct);
}
