using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Dispatch;
using NodaTime;

namespace MealDispatch.Care.Bags.OnMealDelivered;

internal sealed class MealDeliveredConsumer : IConsume<MealDelivered, CareDbContext>
{
    public async Task ConsumeAsync(MealDelivered message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var bag = await unit.BagOfAsync(message.OrderId, ct);
        bag.DeliveryId = message.DeliveryId;
        bag.EndedAt = Instant.Max(bag.EndedAt ?? message.OccurredAt, message.OccurredAt);
    }
}
