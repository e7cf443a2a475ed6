using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnMealNotCollected;

/// <summary>The meal was ready and nobody came.</summary>
internal sealed class MealNotCollectedConsumer : IConsume<MealNotCollected, SubsidyDbContext>
{
    public Task ConsumeAsync(MealNotCollected message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.NotCollectedAt = message.OccurredAt;
        }, ct);
}
