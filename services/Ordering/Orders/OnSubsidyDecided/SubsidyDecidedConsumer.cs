using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.MealAccounts;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Ordering.Orders.OnSubsidyDecided;

/// <summary>
/// Settles a placed order: price, payment, confirmation in one unit; or a refusal, which gives everything back. An order
/// that was cancelled in the meantime stays so: Subsidy learns of it by <see cref="OrderCancelled"/>.
/// </summary>
internal sealed class SubsidyDecidedConsumer(OrderWatch watch) : IConsume<SubsidyDecided, OrderingDbContext>
{
    private static readonly Func<OrderingDbContext, Guid, CancellationToken, Task<Order?>> OrderOf = EF.CompileAsyncQuery(
        (OrderingDbContext db, Guid id, CancellationToken ct) => db.Orders.SingleOrDefault(o => o.Id == id));

    public async Task ConsumeAsync(SubsidyDecided message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (await OrderOf(unit.Db, message.OrderId, ct) is not { Status: OrderStatus.Placed } order)
            return;
        order.Price(message, unit.Now);
        if (await ChargeAsync(order, unit, ct) is { } refusal)
            await OrderEnding.RefuseAsync(unit, order, refusal, ct);
        else
            Confirm(order, unit);
        watch.TouchAfterCommit(unit, order.Id);
    }

    /// <summary>Takes what is to pay from the meal account; or the reason why the order cannot be.</summary>
    private static async Task<RuleRefused?> ChargeAsync(Order order, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        if (order.PayableFen > order.ExpectedPayableFen)
            return new PriceChanged(order.PayableFen, order.ExpectedPayableFen.Value);
        if (order.PaymentMethod == PaymentMethod.AtSite || order.PayableFen == 0)
            return null;
        var account = await unit.Db.MealAccountOfAsync(order.ResidentId, ct);
        if (account.Pay(order.Id, order.PayableFen, unit.Now) is not { } entry)
            return new BalanceTooLow(order.PayableFen, account.BalanceFen);
        unit.Db.MealAccountEntries.Add(entry);
        order.NotePayment(unit.Now);
        return null;
    }

    private static void Confirm(Order order, Unit<OrderingDbContext> unit)
    {
        order.Confirm(unit.Now);
        unit.AfterCommit(() => OrderMetrics.CountConfirmed(order.SiteCode));
        if (order.Counter is { } counter)
        {
            order.Serve(unit.Now);
            unit.Publish(ServedMessage(order, counter, unit), order.Id);
        }
        else
        {
            unit.Publish(ConfirmedMessage(order, unit), order.Id);
        }
    }

    internal static MealServed ServedMessage(Order order, CounterService counter, Unit<OrderingDbContext> unit) => new()
    {
        OrderId = order.Id,
        ResidentId = order.ResidentId,
        SiteCode = order.SiteCode,
        ServiceDate = order.ServiceDate,
        MealPeriod = order.MealPeriod,
        Evidence = counter.Evidence,
        OverrideReason = counter.OverrideReason,
        PayableFen = order.PayableFen,
        PaymentMethod = order.PaymentMethod,
        OccurredAt = unit.Now,
    };

    private static OrderConfirmed ConfirmedMessage(Order order, Unit<OrderingDbContext> unit) => new()
    {
        OrderId = order.Id,
        Number = order.Number,
        ResidentId = order.ResidentId,
        Subdistrict = order.Subdistrict,
        SiteCode = order.SiteCode,
        KitchenSiteCode = order.KitchenSiteCode,
        ServiceDate = order.ServiceDate,
        MealPeriod = order.MealPeriod,
        Fulfilment = order.Fulfilment,
        Lines = [.. order.Lines.Select(LineOf)],
        Remark = order.Remark,
        PayableFen = order.PayableFen,
        SubsidyFen = order.SubsidyFen,
        PaymentMethod = order.PaymentMethod,
        CutoffAt = order.CutoffAt,
        ServeFrom = order.ServeFrom,
        ServeTo = order.ServeTo,
        AfterCutoff = order.AfterCutoff,
        OccurredAt = unit.Now,
    };

    private static ConfirmedLine LineOf(OrderLine line) => new()
    {
        ItemCode = line.ItemCode,
        Name = line.Name,
        Kind = line.Kind,
        Quantity = line.Quantity,
        PriceFen = line.PriceFen,
        DietTags = line.DietTags,
        Ingredients = line.Ingredients,
        Contains = line.Contains,
    };
}
