using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.OnOrderConfirmed;

/// <summary>An order that is to be brought becomes a delivery; its cancellation or its ticket may have come before it.</summary>
internal sealed class OrderConfirmedConsumer : IConsume<OrderConfirmed, DispatchDbContext>
{
    public async Task ConsumeAsync(OrderConfirmed message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        if (message.Fulfilment != Fulfilment.Delivery || await unit.Db.Deliveries.AnyAsync(d => d.OrderId == message.OrderId, ct))
            return;

        var delivery = new Delivery
        {
            Id = Ids.New(),
            OrderId = message.OrderId,
            OrderNumber = message.Number,
            ResidentId = message.ResidentId,
            Subdistrict = message.Subdistrict,
            SiteCode = message.SiteCode,
            KitchenSiteCode = message.KitchenSiteCode,
            ServiceDate = message.ServiceDate,
            MealPeriod = message.MealPeriod,
            PlannedAt = Delivery.PlanFor(message.ServeFrom, message.CutoffAt),
            ServeFrom = message.ServeFrom,
            ServeTo = message.ServeTo,
            Meals = Math.Max(1, message.Lines.Sum(line => line.Quantity)),
            FoodFen = message.Lines.Sum(line => line.PriceFen * line.Quantity),
        };
        unit.Db.Deliveries.Add(delivery);

        if (await unit.Db.ClosedTickets.FindAsync([message.OrderId], ct) is { } ticket)
        {
            delivery.CloseBatch(ticket.TicketCode);
            if (ticket.PackedAt is { } packedAt)
                delivery.Pack(packedAt);
            unit.Db.ClosedTickets.Remove(ticket);
        }

        if (await unit.Db.CancelledOrders.FindAsync([message.OrderId], ct) is { } cancelled)
        {
            delivery.CancelOrder(courierHasIt: false);
            unit.Db.CancelledOrders.Remove(cancelled);
        }
    }
}
