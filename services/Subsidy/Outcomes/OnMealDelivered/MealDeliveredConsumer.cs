using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.Outcomes.OnMealDelivered;

/// <summary>The evidence of arrival; counts together with the pickup.</summary>
internal sealed class MealDeliveredConsumer : IConsume<MealDelivered, SubsidyDbContext>
{
    public Task ConsumeAsync(MealDelivered message, Unit<SubsidyDbContext> unit, CancellationToken ct) =>
        MealEnd.NoteAsync(unit, message.OrderId, evidence =>
        {
            evidence.DeliveredAt = message.OccurredAt;
            evidence.Provider = message.Provider;
            evidence.DistanceMeters = message.DistanceMeters;
            evidence.TripMeters = message.TripMeters;
            evidence.CourierFeeFen = message.CourierFeeFen;
        }, ct);
}
