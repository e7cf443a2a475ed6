using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Orders;

/// <summary>Waits for an order to be settled: re-reads it on a hint, and every 250 ms because hints may be lost.</summary>
internal sealed class OrderWatch(Database<OrderingDbContext> database, Hints hints, IMessageBus bus, TimeProvider time)
{
    public static readonly TimeSpan ReadEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan WaitAtMost = TimeSpan.FromSeconds(2);

    private static readonly Func<OrderingDbContext, Guid, CancellationToken, Task<Order>> ById = EF.CompileAsyncQuery(
        (OrderingDbContext db, Guid id, CancellationToken ct) => db.Orders.Single(o => o.Id == id));

    /// <summary>Subscribe before the order is written, so that no hint is missed.</summary>
    public Hints.Subscription Subscribe(Guid orderId) => hints.Subscribe(orderId);

    /// <summary>The order as soon as it is no longer <c>placed</c>, or as it is after two seconds.</summary>
    public async Task<Order> UntilSettledAsync(Guid orderId, Hints.Subscription subscription, CancellationToken ct)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            await subscription.NextAsync(ReadEvery, ct);
            var order = await ReadAsync(orderId, ct);
            if (order.Status != OrderStatus.Placed || time.GetElapsedTime(started) >= WaitAtMost)
                return order;
        }
    }

    /// <summary>As above, for an order that was placed before: it is probably settled.</summary>
    public async Task<Order> UntilSettledAsync(Guid orderId, CancellationToken ct)
    {
        using var subscription = Subscribe(orderId);
        var order = await ReadAsync(orderId, ct);
        return order.Status == OrderStatus.Placed ? await UntilSettledAsync(orderId, subscription, ct) : order;
    }

    public async Task<Order> ReadAsync(Guid orderId, CancellationToken ct)
    {
        await using var db = database.Read();
        return await ById(db, orderId, ct);
    }

    /// <summary>Tells all who wait, once the unit is durable, that the order changed.</summary>
    public void TouchAfterCommit(Unit<OrderingDbContext> unit, Guid orderId) =>
        unit.AfterCommit(() => _ = bus.HintAsync(new Hint { Kind = Hints.OrderTouched, Id = orderId, Position = null }, CancellationToken.None));
}
