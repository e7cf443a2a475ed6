using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Orders.FollowKitchen;

/// <summary>The kitchen begins: every order of the batch is being prepared and has its ticket.</summary>
internal sealed class BatchClosedConsumer(OrderWatch watch) : IConsume<BatchClosed, OrderingDbContext>
{
    private const int OrdersPerQuery = 500;

    public async Task ConsumeAsync(BatchClosed message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        foreach (var tickets in message.Tickets.Chunk(OrdersPerQuery))
        {
            var codes = tickets.ToDictionary(t => t.OrderId, t => t.TicketCode);
            var ids = codes.Keys.ToList();
            foreach (var order in await unit.Db.Orders.Where(o => ids.Contains(o.Id)).ToListAsync(ct))
            {
                order.NoteTicket(codes[order.Id]);
                order.Report(OrderStatus.Preparing, TimelineEvent.Preparing, message.OccurredAt, "kitchen", "食堂开始备餐");
                watch.TouchAfterCommit(unit, order.Id);
            }
        }
    }
}

internal sealed class MealPackedConsumer(OrderWatch watch) : IConsume<MealPacked, OrderingDbContext>
{
    public async Task ConsumeAsync(MealPacked message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([message.OrderId], ct) is not { } order)
            return;
        order.ReportPacked(message.OccurredAt);
        watch.TouchAfterCommit(unit, order.Id);
    }
}

internal sealed class MealUnpackedConsumer(OrderWatch watch) : IConsume<MealUnpacked, OrderingDbContext>
{
    public async Task ConsumeAsync(MealUnpacked message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([message.OrderId], ct) is not { } order)
            return;
        order.ReportUnpacked(message.OccurredAt);
        watch.TouchAfterCommit(unit, order.Id);
    }
}

/// <summary>Collected at the counter.</summary>
internal sealed class MealHandedOverConsumer(OrderWatch watch) : IConsume<MealHandedOver, OrderingDbContext>
{
    public async Task ConsumeAsync(MealHandedOver message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([message.OrderId], ct) is not { } order)
            return;
        order.Report(OrderStatus.Completed, TimelineEvent.Collected, message.OccurredAt, "staff", "餐已取走");
        watch.TouchAfterCommit(unit, order.Id);
    }
}

/// <summary>Nobody came for it. Whether the payment is kept is Subsidy's to say.</summary>
internal sealed class MealNotCollectedConsumer(OrderWatch watch) : IConsume<MealNotCollected, OrderingDbContext>
{
    public async Task ConsumeAsync(MealNotCollected message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Orders.FindAsync([message.OrderId], ct) is not { } order)
            return;
        order.Report(OrderStatus.Failed, TimelineEvent.Failed, message.OccurredAt, "staff", "没有人来取餐");
        watch.TouchAfterCommit(unit, order.Id);
    }
}
