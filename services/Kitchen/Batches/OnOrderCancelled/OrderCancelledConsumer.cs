using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Kitchen.Batches.CloseBatch;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Printing;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Batches.OnOrderCancelled;

/// <summary>
/// Takes a cancelled order out of the open batch. After closing its ticket is voided and, where it was printed, printed again
/// with 作废. When the confirmation has not come yet, the cancellation is remembered.
/// </summary>
internal sealed class OrderCancelledConsumer : IConsume<OrderCancelled, KitchenDbContext>
{
    public async Task ConsumeAsync(OrderCancelled message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        // An order that was never confirmed does not come here.
        if (!message.WasConfirmed) return;

        if (await unit.Db.CancelledOrders.FindAsync([message.OrderId], ct) is null)
            unit.Db.CancelledOrders.Add(new CancelledOrder { OrderId = message.OrderId, CancelledAt = message.OccurredAt });
        if (await unit.Db.Tickets.SingleOrDefaultAsync(t => t.OrderId == message.OrderId, ct) is { } ticket)
        {
            ticket.Void(message.OccurredAt);
            var batch = await unit.Db.Batches.SingleAsync(b => b.Id == ticket.BatchId, ct);
            if (batch.Status == BatchStatus.Open) batch.Touch();
            if (ticket is { Copies: > 0, Status: TicketStatus.Voided } && await unit.Db.Printers.FindAsync([ticket.KitchenSiteCode], ct) is { } printer)
                unit.QueuePrints(printer.SiteCode, [ticket], Ids.New());
        }

        await unit.CloseIfCompleteAsync(new Meal(message.KitchenSiteCode, message.ServiceDate, message.MealPeriod), ct);
    }
}
