using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Kitchen.Data;

namespace MealDispatch.Kitchen.Figures.OnMealServed;

/// <summary>Counts a meal at the counter; one of before its day was told is left out.</summary>
internal sealed class MealServedConsumer : IConsume<MealServed, KitchenDbContext>
{
    public Task ConsumeAsync(MealServed message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        if (message is { ServiceDate: { } date, MealPeriod: { } period })
            unit.Db.CounterMeals.Add(new CounterMeal { OrderId = message.OrderId, SiteCode = message.SiteCode, ServiceDate = date, MealPeriod = period });
        return Task.CompletedTask;
    }
}
