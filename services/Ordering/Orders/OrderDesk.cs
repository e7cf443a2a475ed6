using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Menus;
using MealDispatch.Ordering.Residents;
using MealDispatch.Ordering.Sites;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>What an order or a quote is about, read before anything is decided. A caller who may not act here gets an error.</summary>
/// <param name="Resident">For whom.</param>
/// <param name="Site">Where.</param>
/// <param name="Menu">Null when the kitchen has none for that meal.</param>
/// <param name="Window">Null when the site does not serve that meal period.</param>
internal sealed record OrderDesk(Resident Resident, Site Site, Menu? Menu, OrderWindow? Window)
{
    private static readonly Func<OrderingDbContext, string, CancellationToken, Task<Site?>> SiteOf = EF.CompileAsyncQuery(
        (OrderingDbContext db, string code, CancellationToken ct) => db.Sites.SingleOrDefault(s => s.Code == code));

    private static readonly Func<OrderingDbContext, string, LocalDate, MealPeriod, CancellationToken, Task<Menu?>> MenuOf = EF.CompileAsyncQuery(
        (OrderingDbContext db, string kitchen, LocalDate date, MealPeriod period, CancellationToken ct) =>
            db.Menus.SingleOrDefault(m => m.KitchenCode == kitchen && m.ServiceDate == date && m.MealPeriod == period));

    public static async Task<Result<OrderDesk>> OpenAsync(
        OrderWish wish, Caller caller, ResidentLookup residents, Database<OrderingDbContext> database, Town town, CancellationToken ct)
    {
        var found = await residents.FindAsync(wish.ResidentId, ct);
        if (found.Failed)
            return found.Error;
        var resident = found.Value;
        if (!caller.ActsFor(resident.Id) && !caller.IsStaffIn(resident.Subdistrict))
            return new Absent();
        await using var db = database.Read();
        var site = await SiteOf(db, wish.SiteCode, ct);
        if (site is null || site.Subdistrict != resident.Subdistrict)
            return new SiteUnknown();
        if (!caller.ActsFor(resident.Id) && !caller.WorksAt(site.Code))
            return new NotYourSite();
        var menu = await MenuOf(db, site.KitchenCode, wish.ServiceDate, wish.MealPeriod, ct);
        return new OrderDesk(resident, site, menu, site.WindowOf(wish.ServiceDate, wish.MealPeriod, town));
    }

    /// <summary>The facts of the rules, with what is taken at this moment.</summary>
    public OrderFacts FactsOf(OrderWish wish, Caller caller, IReadOnlyList<MenuStock> stocks, bool hasOpenOrder, int placesTaken) => new()
    {
        StatusOnServiceDate = Resident.StatusOn(wish.ServiceDate),
        SiteIsClosed = Site.ClosedDates.Contains(wish.ServiceDate),
        Window = Window,
        ByStaff = caller.WorksAt(Site.Code),
        LateReason = wish.LateReason,
        Fulfilment = wish.Fulfilment,
        PaymentMethod = wish.PaymentMethod,
        Items = WantedItems(wish.Quantities, stocks),
        DistanceMeters = Site.Point is { } site && Resident.Point is { } door ? Distance.Meters(site, door) : null,
        DeliveryRadiusMeters = Site.DeliveryRadiusMeters,
        HasOpenOrder = hasOpenOrder,
        PlacesTaken = placesTaken,
    };

    public IReadOnlyList<WantedItem> WantedItems(IReadOnlyDictionary<string, int> quantities, IReadOnlyList<MenuStock> stocks) =>
        [.. quantities.Select(q => new WantedItem(q.Key, q.Value, Menu?.Find(q.Key) is not null, LeftOf(q.Key, stocks)))];

    public IReadOnlyList<OrderLine> LinesOf(IReadOnlyDictionary<string, int> quantities) =>
        [.. quantities.Select(q => OrderLine.Of(Menu!.Find(q.Key)!, q.Value))];

    public long DeliveryFeeFor(Fulfilment fulfilment) => fulfilment == Fulfilment.Delivery ? Site.DeliveryFeeFen : 0;

    /// <summary>The stock rows of limited items among those wanted, to be changed by the caller's unit.</summary>
    public async Task<IReadOnlyList<MenuStock>> StocksAsync(
        OrderingDbContext db, LocalDate serviceDate, MealPeriod period, IReadOnlyDictionary<string, int> quantities, CancellationToken ct)
    {
        var limited = quantities.Keys.Where(code => Menu?.Find(code)?.Stock is not null).ToList();
        return limited.Count == 0
            ? []
            : await db.MenuStocks.Where(s => s.KitchenCode == Site.KitchenCode && s.ServiceDate == serviceDate && s.MealPeriod == period
                && limited.Contains(s.ItemCode)).ToListAsync(ct);
    }

    private int? LeftOf(string code, IReadOnlyList<MenuStock> stocks) =>
        Menu?.Find(code)?.Stock is { } stock ? stock - (stocks.FirstOrDefault(s => s.ItemCode == code)?.Sold ?? 0) : null;
}
