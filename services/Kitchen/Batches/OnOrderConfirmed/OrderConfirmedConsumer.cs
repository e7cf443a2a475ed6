using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Kitchen.Batches.CloseBatch;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Batches.OnOrderConfirmed;

/// <summary>Puts a confirmed order into the open batch of its meal, unless its cancellation came first.</summary>
internal sealed class OrderConfirmedConsumer : IConsume<OrderConfirmed, KitchenDbContext>
{
    private static readonly Func<KitchenDbContext, Guid, CancellationToken, Task<bool>> WasCancelled = EF.CompileAsyncQuery(
        (KitchenDbContext db, Guid orderId, CancellationToken ct) => db.CancelledOrders.Any(o => o.OrderId == orderId));

    public async Task ConsumeAsync(OrderConfirmed message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        if (await WasCancelled(unit.Db, message.OrderId, ct)) return;

        var meal = new Meal(message.KitchenSiteCode, message.ServiceDate, message.MealPeriod);
        var batch = await unit.OpenBatchAsync(meal, ct);
        batch.Touch(message.CutoffAt);
        unit.Db.Tickets.Add(Ticket.Of(message, Ids.New(), batch.Id));
        await unit.CloseIfCompleteAsync(meal, ct);
    }
}
