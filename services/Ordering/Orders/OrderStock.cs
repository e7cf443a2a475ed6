using MealDispatch.Contracts;
using MealDispatch.Ordering.Data;
using MealDispatch.Ordering.Menus;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>Takes an order's pieces and its place, and gives them back: always in the unit that stores or cancels the order.</summary>
internal static class OrderStock
{
    public static void Take(
        OrderingDbContext db, string kitchenCode, LocalDate serviceDate, MealPeriod period, IReadOnlyList<OrderLine> lines, IReadOnlyList<MenuStock> stocks)
    {
        foreach (var line in lines.Where(l => l.TookStock))
        {
            var stock = stocks.FirstOrDefault(s => s.ItemCode == line.ItemCode);
            if (stock is null)
            {
                stock = new MenuStock { KitchenCode = kitchenCode, ServiceDate = serviceDate, MealPeriod = period, ItemCode = line.ItemCode };
                db.MenuStocks.Add(stock);
            }

            stock.Sell(line.Quantity);
        }
    }

    public static async Task GiveBackAsync(OrderingDbContext db, Order order, CancellationToken ct)
    {
        if (order.TookCapacity && await db.SiteMeals.FindAsync([order.SiteCode, order.ServiceDate, order.MealPeriod], ct) is { } meal)
            meal.GiveBackPlace();
        var codes = order.Lines.Where(l => l.TookStock).Select(l => l.ItemCode).ToList();
        if (codes.Count == 0)
            return;
        var stocks = await db.MenuStocks.Where(s => s.KitchenCode == order.KitchenSiteCode && s.ServiceDate == order.ServiceDate
            && s.MealPeriod == order.MealPeriod && codes.Contains(s.ItemCode)).ToListAsync(ct);
        foreach (var stock in stocks)
            stock.GiveBack(order.Lines.Single(l => l.ItemCode == stock.ItemCode).Quantity);
    }
}
