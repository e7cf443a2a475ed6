using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Subsidy.Data;

namespace MealDispatch.Subsidy.CourierStatements.OnCourierCancelCharged;

/// <summary>Kept for the courier's statement, which asks for it too.</summary>
internal sealed class CourierCancelChargedConsumer : IConsume<CourierCancelCharged, SubsidyDbContext>
{
    public Task ConsumeAsync(CourierCancelCharged message, Unit<SubsidyDbContext> unit, CancellationToken ct)
    {
        unit.Db.CourierCancelFees.Add(new CourierCancelFee
        {
            AttemptCode = message.AttemptCode, OrderId = message.OrderId, Provider = message.Provider, ProviderReference = message.ProviderReference,
            FeeFen = message.FeeFen, At = message.OccurredAt,
        });
        return Task.CompletedTask;
    }
}
