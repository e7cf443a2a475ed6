using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Pages.Orders;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages;

/// <summary>Where the QR of a site's poster leads: today's menus and the way to order.</summary>
internal sealed class PosterModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private IReadOnlyList<OrderableMeal> open = [];

    public Site Site { get; private set; } = null!;

    public IReadOnlyList<Menu> Menus { get; private set; } = [];

    protected override bool NeedsSignIn => false;

    public async Task OnGetAsync(string code)
    {
        var path = $"/api/sites/{Uri.EscapeDataString(code)}";
        Site = await GetAsync<Site>(path);
        LastSite.Keep(HttpContext, Site);
        var today = Words.DateText(town.DateOf(clock.GetCurrentInstant()));
        open = OrderableMeals.Of(Site, clock.GetCurrentInstant(), town);
        Menus = (await TryGetAsync<ListOf<Menu>>($"{path}/menus?from={today}&to={today}"))?.Items ?? [];
    }

    /// <summary>Until when a menu's meal can be ordered; null when it is too late.</summary>
    public string? Until(Menu menu) => open.FirstOrDefault(m => m.ServiceDate == menu.ServiceDate && m.MealPeriod == menu.MealPeriod) is { } meal
        ? OrderWords.Until(town.LocalOf(meal.CutoffAt), town.DateOf(clock.GetCurrentInstant()))
        : null;
}
