using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.OnBatchClosed;

/// <summary>With its ticket a delivery may be planned; tickets of orders not yet known here wait for them.</summary>
internal sealed class BatchClosedConsumer : IConsume<BatchClosed, DispatchDbContext>
{
    public async Task ConsumeAsync(BatchClosed message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        // Only bags that are delivered carry the riders' QR.
        var tickets = message.Tickets.Where(ticket => ticket.CareTokenHash is not null).ToDictionary(ticket => ticket.OrderId, ticket => ticket.TicketCode);
        var orderIds = tickets.Keys.ToList();
        var deliveries = await unit.Db.Deliveries.Where(d => orderIds.Contains(d.OrderId)).ToListAsync(ct);
        foreach (var delivery in deliveries)
        {
            delivery.CloseBatch(tickets[delivery.OrderId]);
            tickets.Remove(delivery.OrderId);
        }

        foreach (var (orderId, ticketCode) in tickets)
            if (await unit.Db.ClosedTickets.FindAsync([orderId], ct) is null)
                unit.Db.ClosedTickets.Add(new ClosedTicket { OrderId = orderId, TicketCode = ticketCode });
    }
}
