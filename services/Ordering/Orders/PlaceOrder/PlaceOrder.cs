using System.Diagnostics;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders.PlaceOrder;

/// <summary>The unit that stores an order: rules, stock, place and number are decided together, or nothing happens.</summary>
internal sealed class PlaceOrder(TimeProvider time)
{
    private static readonly Func<OrderingDbContext, string, LocalDate, MealPeriod, CancellationToken, Task<SiteMeal?>> MealOf = EF.CompileAsyncQuery(
        (OrderingDbContext db, string site, LocalDate date, MealPeriod period, CancellationToken ct) =>
            db.SiteMeals.SingleOrDefault(m => m.SiteCode == site && m.ServiceDate == date && m.MealPeriod == period));

    private static readonly Func<OrderingDbContext, Guid, string, LocalDate, MealPeriod, CancellationToken, Task<bool>> OpenOrderOf = EF.CompileAsyncQuery(
        (OrderingDbContext db, Guid resident, string site, LocalDate date, MealPeriod period, CancellationToken ct) =>
            db.Orders.Any(o => o.ResidentId == resident && o.SiteCode == site && o.ServiceDate == date && o.MealPeriod == period && o.HoldsMeal));

    /// <summary>The id of the order that stands now: the new one, or the one that this key made before.</summary>
    public async Task<Result<Guid>> RunAsync(
        Unit<OrderingDbContext> unit, Guid id, OrderWish wish, OrderDesk desk, Caller caller, IdempotencyKey? key, CancellationToken ct)
    {
        var db = unit.Db;
        var repeat = await db.FindRepeatAsync(key, ct);
        if (repeat.Failed)
            return repeat.Error;
        if (repeat.Value is { } made)
            return Guid.Parse(made);

        var stocks = await desk.StocksAsync(db, wish.ServiceDate, wish.MealPeriod, wish.Quantities, ct);
        var meal = await MealOf(db, desk.Site.Code, wish.ServiceDate, wish.MealPeriod, ct);
        var facts = desk.FactsOf(wish, caller, stocks, await HasOpenOrderAsync(db, wish, ct), meal?.Taken ?? 0);
        if (OrderRules.Refusal(facts, unit.Now) is { } refusal)
            return refusal;

        meal = db.OpenMeal(meal, desk, wish.ServiceDate, wish.MealPeriod, desk.Window!.CutoffAt);
        meal.TakePlace();
        var lines = desk.LinesOf(wish.Quantities);
        OrderStock.Take(db, desk.Site.KitchenCode, wish.ServiceDate, wish.MealPeriod, lines, stocks);
        var order = Order.Place(new PlacedOrder
        {
            Id = id,
            Number = meal.NextNumber(),
            Resident = desk.Resident,
            Site = desk.Site,
            ServiceDate = wish.ServiceDate,
            MealPeriod = wish.MealPeriod,
            Fulfilment = wish.Fulfilment,
            Lines = lines,
            FoodFen = lines.Sum(l => l.AmountFen),
            DeliveryFeeFen = desk.DeliveryFeeFor(wish.Fulfilment),
            PaymentMethod = wish.PaymentMethod,
            Remark = wish.Remark,
            ExpectedPayableFen = wish.ExpectedPayableFen,
            LateReason = unit.Now >= desk.Window.CutoffAt ? wish.LateReason : null,
            PlacedBy = caller.Id,
            By = caller.RoleOf(desk.Resident.Id),
            Now = unit.Now,
            RealNow = time.GetUtcNow().UtcDateTime,
            CutoffAt = desk.Window.CutoffAt,
            ServeFrom = desk.Window.ServeFrom,
            ServeTo = desk.Window.ServeTo,
            AfterCutoff = unit.Now >= desk.Window.CutoffAt || meal.ClosedAt is not null,
        });
        db.Orders.Add(order);
        db.KeepKey(key, id.ToString(), time);
        unit.Publish(MessageOf(order, desk, caller.OrdersAs(order.ResidentId)), order.Id);
        return order.Id;
    }

    internal static OrderPlaced MessageOf(Order order, OrderDesk desk, OrderedBy orderedBy) => new()
    {
        OrderId = order.Id,
        Number = order.Number,
        ResidentId = order.ResidentId,
        BirthDate = desk.Resident.BirthDate,
        StatusOnServiceDate = desk.Resident.StatusOn(order.ServiceDate),
        Categories = desk.Resident.Categories,
        Subdistrict = order.Subdistrict,
        Community = desk.Resident.Community,
        SiteCode = order.SiteCode,
        ServiceDate = order.ServiceDate,
        MealPeriod = order.MealPeriod,
        Fulfilment = order.Fulfilment,
        FoodFen = order.FoodFen,
        DeliveryFeeFen = order.DeliveryFeeFen,
        PlacedBy = order.PlacedBy,
        OrderedBy = orderedBy,
        OccurredAt = order.PlacedAt,
    };

    internal static async Task<bool> HasOpenOrderAsync(OrderingDbContext db, OrderWish wish, CancellationToken ct) =>
        wish.Fulfilment != Fulfilment.DineIn && await OpenOrderOf(db, wish.ResidentId, wish.SiteCode, wish.ServiceDate, wish.MealPeriod, ct);
}

internal static class SiteMealExtensions
{
    /// <summary>The row of a site's meal, made with its first order; the cutoff follows the site's settings.</summary>
    public static SiteMeal OpenMeal(this OrderingDbContext db, SiteMeal? meal, OrderDesk desk, LocalDate serviceDate, MealPeriod period, Instant cutoffAt)
    {
        if (meal is null)
        {
            meal = new SiteMeal
            {
                SiteCode = desk.Site.Code,
                ServiceDate = serviceDate,
                MealPeriod = period,
                KitchenSiteCode = desk.Site.KitchenCode,
                CutoffAt = cutoffAt,
                TraceParent = Activity.Current?.Id,
            };
            db.SiteMeals.Add(meal);
        }

        meal.CutoffAt = cutoffAt;
        return meal;
    }
}
