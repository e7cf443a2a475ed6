using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnMealServed;

/// <summary>Eaten in.</summary>
internal sealed class MealServedConsumer : IConsume<MealServed, SubsidyDbContext>
{
    public Task ConsumeAsync(MealServed message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.TakenAt = message.OccurredAt;
            evidence.Presence = message.Evidence;
            evidence.OverrideReason = message.OverrideReason;
            evidence.PayableFen = message.PayableFen;
            evidence.PaymentMethod = message.PaymentMethod;
        }, ct);
}
