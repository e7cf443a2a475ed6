using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Orders.PlaceOrder;
using MealDispatch.Ordering.Residents;
using MealDispatch.Ordering.Sites;

namespace MealDispatch.Ordering.Orders.ServeDineIn;

/// <summary>The unit that stores a meal at the counter; Subsidy's decision completes it.</summary>
internal sealed class ServeDineIn(TimeProvider time, Town town)
{
    public async Task<Result<Guid>> RunAsync(
        Unit<OrderingDbContext> unit, Guid id, DineInWish wish, Resident resident, Site site, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        var db = unit.Db;
        var repeat = await db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        if (repeat.Value is { } made)
            return Guid.Parse(made);

        var today = town.DateOf(unit.Now);
        var menu = wish.Quantities.Count == 0 ? null : await db.Menus.FindAsync([site.KitchenCode, today, wish.MealPeriod], ct);
        var desk = new OrderDesk(resident, site, menu, site.WindowOf(today, wish.MealPeriod, town));
        var stocks = await desk.StocksAsync(db, today, wish.MealPeriod, wish.Quantities, ct);
        if (DineInRules.Refusal(resident.StatusOn(today), desk.WantedItems(wish.Quantities, stocks)) is { } refusal)
            return refusal;

        var meal = db.OpenMeal(await db.SiteMeals.FindAsync([site.Code, today, wish.MealPeriod], ct), desk, today, wish.MealPeriod, desk.Window?.CutoffAt ?? unit.Now);
        var lines = desk.LinesOf(wish.Quantities);
        OrderStock.Take(db, site.KitchenCode, today, wish.MealPeriod, lines, stocks);
        var order = Order.Place(new PlacedOrder
        {
            Id = id,
            Number = meal.NextNumber(),
            Resident = resident,
            Site = site,
            ServiceDate = today,
            MealPeriod = wish.MealPeriod,
            Fulfilment = Fulfilment.DineIn,
            Lines = lines,
            FoodFen = wish.FoodFen ?? lines.Sum(l => l.AmountFen),
            DeliveryFeeFen = 0,
            PaymentMethod = wish.PaymentMethod,
            ExpectedPayableFen = wish.ExpectedPayableFen,
            PlacedBy = caller.Id,
            By = "staff",
            Now = unit.Now,
            RealNow = time.GetUtcNow().UtcDateTime,
            CutoffAt = unit.Now,
            ServeFrom = desk.Window?.ServeFrom ?? unit.Now,
            ServeTo = desk.Window?.ServeTo ?? unit.Now,
            AfterCutoff = false,
            Counter = wish.Evidence,
        });
        db.Orders.Add(order);
        db.KeepKey(key, id.ToString(), time);
        unit.Publish(PlaceOrder.PlaceOrder.MessageOf(order, desk, OrderedBy.Staff), order.Id);
        return order.Id;
    }
}

/// <summary>At the counter only this counts: the resident is active today, and what is eaten is there.</summary>
internal static class DineInRules
{
    public static RuleRefused? Refusal(ResidentStatus statusToday, IReadOnlyList<WantedItem> items)
    {
        if (statusToday != ResidentStatus.Active)
            return new ResidentNotActive();
        return OrderRules.ItemsRefusal(items);
    }
}
