using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Dispatch;
using NodaTime;

namespace MealDispatch.Care.Bags.OnDeliveryFailed;

/// <summary>A failed delivery is when a report matters most; without pickup nobody was at the door.</summary>
internal sealed class DeliveryFailedConsumer : IConsume<DeliveryFailed, CareDbContext>
{
    public async Task ConsumeAsync(DeliveryFailed message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        if (!message.PickedUp)
            return;
        var bag = await unit.BagOfAsync(message.OrderId, ct);
        bag.DeliveryId = message.DeliveryId;
        bag.EndedAt = Instant.Max(bag.EndedAt ?? message.OccurredAt, message.OccurredAt);
    }
}
