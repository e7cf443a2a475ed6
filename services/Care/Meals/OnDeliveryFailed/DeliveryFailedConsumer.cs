using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Dispatch;
using NodaTime;

namespace MealDispatch.Care.Meals.OnDeliveryFailed;

/// <summary>A failed delivery is when a report matters most; without pickup nobody was at the door.</summary>
internal sealed class DeliveryFailedConsumer : IConsume<DeliveryFailed, CareDbContext>
{
    public async Task ConsumeAsync(DeliveryFailed message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var meal = await unit.MealOfAsync(message.OrderId, ct);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.DeliveryFailed, message.OccurredAt, Json.Word(message.Reason), ct);
        if (!message.PickedUp)
            return;
        meal.DeliveryId = message.DeliveryId;
        meal.EndedAt = Instant.Max(meal.EndedAt ?? message.OccurredAt, message.OccurredAt);
    }
}
