using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Ordering;

namespace MealDispatch.Care.Meals.OnOrderConfirmed;

internal sealed class OrderConfirmedConsumer : IConsume<OrderConfirmed, CareDbContext>
{
    public async Task ConsumeAsync(OrderConfirmed message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var meal = await unit.MealOfAsync(message.OrderId, ct);
        (meal.ResidentId, meal.SiteCode) = (message.ResidentId, message.SiteCode);
        (meal.ServiceDate, meal.MealPeriod, meal.ConfirmedAt) = (message.ServiceDate, message.MealPeriod, message.OccurredAt);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.OrderConfirmed, message.OccurredAt, null, ct);
    }
}
