using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Dispatch.Attempts;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.OnOrderCancelled;

/// <summary>Ends the delivery, or has it taken back from the courier; an order not yet known here leaves a mark for later.</summary>
internal sealed class OrderCancelledConsumer(TimeProvider time) : IConsume<OrderCancelled, DispatchDbContext>
{
    public async Task ConsumeAsync(OrderCancelled message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        var delivery = await unit.Db.Deliveries.SingleOrDefaultAsync(d => d.OrderId == message.OrderId, ct);
        if (delivery is null)
        {
            // Refused before it was confirmed: no confirmation will follow.
            if (message.WasConfirmed && await unit.Db.CancelledOrders.FindAsync([message.OrderId], ct) is null)
                unit.Db.CancelledOrders.Add(new CancelledOrder { OrderId = message.OrderId, CancelledAt = message.OccurredAt });
            return;
        }

        if (delivery.IsEnded)
            return;

        var live = await unit.Db.Attempts.SingleOrDefaultAsync(a => a.DeliveryId == delivery.Id && a.Live, ct);
        delivery.CancelOrder(courierHasIt: live is not null);
        if (live is null || live.State.IsWithRider())
            return;

        var realNow = time.GetUtcNow();
        if (live.IsOwnRiders)
            new FollowAttempt(unit, delivery, live, realNow).Fail(AttemptState.Cancelled, FailureReason.CustomerCancelled, rawCode: null);
        else
            live.WantCancel(realNow.UtcDateTime);
    }
}
