using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.MealAccounts;

namespace MealDispatch.Ordering.Orders;

/// <summary>How an order that will not be served ends: what it took is given back, and the others are told.</summary>
internal static class OrderEnding
{
    private const string Requested = "requested";

    /// <summary>A rule refused it after it was placed; its idempotency key is free again.</summary>
    public static async Task RefuseAsync(Unit<OrderingDbContext> unit, Order order, RuleRefused refusal, CancellationToken ct)
    {
        order.Refuse(new OrderRefusal(refusal.Code, refusal.Detail), unit.Now);
        await unit.Db.FreeKeysAsync(order.Id.ToString(), ct);
        await EndAsync(unit, order, refusal.Code, wasConfirmed: false, ct);
        unit.AfterCommit(() => OrderMetrics.CountRefused(refusal.Code));
    }

    /// <summary>A person cancelled it.</summary>
    public static async Task CancelAsync(Unit<OrderingDbContext> unit, Order order, string by, string? reason, CancellationToken ct)
    {
        var wasConfirmed = order.Status != OrderStatus.Placed;
        order.Cancel(by, reason, unit.Now);
        await EndAsync(unit, order, Requested, wasConfirmed, ct);
    }

    /// <summary>Gives back what was paid, in full and once.</summary>
    public static async Task RefundAsync(Unit<OrderingDbContext> unit, Order order, CancellationToken ct)
    {
        if (order.PaidFen == 0 || order.Refunded)
            return;
        var account = await unit.Db.MealAccountOfAsync(order.ResidentId, ct);
        unit.Db.MealAccountEntries.Add(account.Refund(order.Id, order.PaidFen, unit.Now));
        order.NoteRefund(unit.Now);
        unit.Publish(new OrderRefunded { OrderId = order.Id, AmountFen = order.PaidFen, OccurredAt = unit.Now }, order.Id);
    }

    private static async Task EndAsync(Unit<OrderingDbContext> unit, Order order, string reasonCode, bool wasConfirmed, CancellationToken ct)
    {
        await OrderStock.GiveBackAsync(unit.Db, order, ct);
        await RefundAsync(unit, order, ct);
        unit.Publish(
            new OrderCancelled
            {
                OrderId = order.Id,
                SiteCode = order.SiteCode,
                KitchenSiteCode = order.KitchenSiteCode,
                ServiceDate = order.ServiceDate,
                MealPeriod = order.MealPeriod,
                ReasonCode = reasonCode,
                WasConfirmed = wasConfirmed,
                ResidentId = order.ResidentId,
                OccurredAt = unit.Now,
            },
            order.Id);
    }
}
