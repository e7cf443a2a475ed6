using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Dispatch;
using NodaTime;

namespace MealDispatch.Care.Bags.OnMealPickedUp;

internal sealed class MealPickedUpConsumer : IConsume<MealPickedUp, CareDbContext>
{
    public async Task ConsumeAsync(MealPickedUp message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var bag = await unit.BagOfAsync(message.OrderId, ct);
        bag.DeliveryId = message.DeliveryId;
        (bag.RiderName, bag.RiderPhone) = (message.RiderName, message.RiderPhone);
        bag.PickedUpAt = Instant.Min(bag.PickedUpAt ?? message.OccurredAt, message.OccurredAt);
    }
}
