using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Kitchen;

namespace MealDispatch.Care.Meals.OnBatchClosed;

internal sealed class BatchClosedConsumer : IConsume<BatchClosed, CareDbContext>
{
    public async Task ConsumeAsync(BatchClosed message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        foreach (var ticket in message.Tickets.Where(t => t.CareTokenHash is not null))
        {
            var meal = await unit.MealOfAsync(ticket.OrderId, ct);
            meal.CareTokenHash = ticket.CareTokenHash;
            meal.ResidentId = ticket.ResidentId;
            meal.SiteCode = ticket.SiteCode;
        }
    }
}
