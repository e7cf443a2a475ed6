using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.OnMealPacked;

/// <summary>From packing on a meal grows cold. Most that are packed are not delivered: what no ticket of a delivery names is not kept.</summary>
internal sealed class MealPackedConsumer : IConsume<MealPacked, DispatchDbContext>
{
    public async Task ConsumeAsync(MealPacked message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Deliveries.SingleOrDefaultAsync(d => d.OrderId == message.OrderId, ct) is { } delivery)
            delivery.Pack(message.OccurredAt);
        else if (await unit.Db.ClosedTickets.FindAsync([message.OrderId], ct) is { } ticket)
            ticket.PackedAt = message.OccurredAt;
    }
}
