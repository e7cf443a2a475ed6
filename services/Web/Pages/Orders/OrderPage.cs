using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc.Filters;
using NodaTime;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>A page that an order's form is sent to. What was sent is kept before anything else, so that signing in again comes back to it.</summary>
internal abstract class OrderPage(MealApi api, WebSessions sessions, Carts carts) : MealPage(api, sessions)
{
    /// <summary>This meal was ordered here before.</summary>
    protected const string Duplicate = "ordering.duplicate";

    protected Cart? Cart { get; set; }

    protected Carts Carts => carts;

    public override Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (HttpMethods.IsPost(Request.Method))
        {
            Cart = carts.Keep(HttpContext, OrderForm.Of(Request.Form));
            PagePolicy.ReturnTo(HttpContext, "/order/check");
        }
        else
        {
            Cart = carts.Of(HttpContext);
        }

        return base.OnPageHandlerExecutionAsync(context, next);
    }

    /// <summary>The order of this meal that is not over; null when there is none.</summary>
    protected async Task<Guid?> OpenOrderAsync(Guid residentId, string siteCode, string serviceDate, string mealPeriod) =>
        (await TryGetAsync<ListOf<Order>>(
            $"/api/orders?residentId={residentId}&siteCode={Uri.EscapeDataString(siteCode)}&serviceDate={serviceDate}&mealPeriod={mealPeriod}&limit=20"))
        ?.Items.FirstOrDefault(o => !o.IsOver)?.Id;

    /// <inheritdoc cref="SameAgain.Of"/>
    protected async Task<SameAgain?> SameAgainAsync(Order order, Instant now, Town town)
    {
        var orders = TryGetAsync<ListOf<Order>>($"/api/orders?residentId={order.ResidentId}&siteCode={Uri.EscapeDataString(order.SiteCode)}&limit=50");
        var path = $"/api/sites/{Uri.EscapeDataString(order.SiteCode)}";
        if (await TryGetAsync<Site>(path) is not { } site || OrderableMeals.Of(site, now, town) is not { Count: > 0 } meals)
            return null;
        var (from, to) = (meals.Min(m => m.ServiceDate), meals.Max(m => m.ServiceDate));
        var menus = (await TryGetAsync<ListOf<Menu>>($"{path}/menus?from={Words.DateText(from)}&to={Words.DateText(to)}"))?.Items ?? [];
        return SameAgain.Of(order, meals, menus, ((await orders)?.Items ?? []).Where(o => !o.IsOver));
    }
}
