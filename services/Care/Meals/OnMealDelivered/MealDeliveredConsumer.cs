using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Dispatch;
using NodaTime;

namespace MealDispatch.Care.Meals.OnMealDelivered;

internal sealed class MealDeliveredConsumer : IConsume<MealDelivered, CareDbContext>
{
    public async Task ConsumeAsync(MealDelivered message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var meal = await unit.MealOfAsync(message.OrderId, ct);
        meal.DeliveryId = message.DeliveryId;
        meal.EndedAt = Instant.Max(meal.EndedAt ?? message.OccurredAt, message.OccurredAt);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.MealDelivered, message.OccurredAt, null, ct);
    }
}
