using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Dispatch;
using NodaTime;

namespace MealDispatch.Care.Meals.OnMealPickedUp;

internal sealed class MealPickedUpConsumer : IConsume<MealPickedUp, CareDbContext>
{
    public async Task ConsumeAsync(MealPickedUp message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var meal = await unit.MealOfAsync(message.OrderId, ct);
        meal.DeliveryId = message.DeliveryId;
        (meal.RiderName, meal.RiderPhone) = (message.RiderName, message.RiderPhone);
        meal.PickedUpAt = Instant.Min(meal.PickedUpAt ?? message.OccurredAt, message.OccurredAt);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.MealPickedUp, message.OccurredAt, null, ct);
    }
}
