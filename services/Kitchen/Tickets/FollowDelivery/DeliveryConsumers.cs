using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Tickets.FollowDelivery;

// What a recall and the board show of a bag that has left. An order that the kitchen does not hold has no bag here.

internal sealed class MealPickedUpConsumer : IConsume<MealPickedUp, KitchenDbContext>
{
    public async Task ConsumeAsync(MealPickedUp message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Tickets.SingleOrDefaultAsync(t => t.OrderId == message.OrderId, ct) is { } ticket)
            ticket.NotePickedUp(message.OccurredAt);
    }
}

internal sealed class MealDeliveredConsumer : IConsume<MealDelivered, KitchenDbContext>
{
    public async Task ConsumeAsync(MealDelivered message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Tickets.SingleOrDefaultAsync(t => t.OrderId == message.OrderId, ct) is { } ticket)
            ticket.NoteDelivered(message.OccurredAt);
    }
}
