using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Ordering;

namespace MealDispatch.Care.Meals.OnOrderCancelled;

internal sealed class OrderCancelledConsumer : IConsume<OrderCancelled, CareDbContext>
{
    public async Task ConsumeAsync(OrderCancelled message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var meal = await unit.MealOfAsync(message.OrderId, ct);
        (meal.ResidentId, meal.SiteCode) = (message.ResidentId ?? meal.ResidentId, message.SiteCode);
        (meal.ServiceDate, meal.MealPeriod, meal.CancelledAt) = (message.ServiceDate, message.MealPeriod, message.OccurredAt);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.OrderCancelled, message.OccurredAt, message.ReasonCode, ct);
    }
}
