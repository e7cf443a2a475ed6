using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Menus;

/// <summary>What the pages of menus share: reading, checking and publishing one.</summary>
internal abstract class MenuPage(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public Site? Site { get; private set; }

    /// <summary>A dining table sells what its canteen's staff write.</summary>
    public bool MayWrite => Site is { SuppliedBy: null } site && Session!.Sites.Contains(site.Code);

    protected async Task LoadSitesAsync(string? site)
    {
        Sites = await KitchenSitesAsync();
        Site = Sites.FirstOrDefault(s => s.Code == site) ?? (Sites is [var first, ..] ? first : null);
    }

    protected async Task<IReadOnlyList<KitchenMenu>> MenusAsync(LocalDate from, LocalDate to) => Site is not { } site ? [] : (await GetAsync<ListOf<KitchenMenu>>(
        $"/api/sites/{Uri.EscapeDataString(site.Code)}/menus?from={Words.DateText(from)}&to={Words.DateText(to)}")).Items;

    /// <summary>Null when nobody can say now; that stops nobody from publishing.</summary>
    protected async Task<MenuCheck?> CheckAsync(LocalDate date, string meal, IEnumerable<KitchenMenuItem> items) => await PostAsync<MenuCheck>("/api/kitchen/menu-checks", new
    {
        siteCode = Site!.Code,
        serviceDate = Words.DateText(date),
        mealPeriod = meal,
        items = items.Select(i => new { i.Code, i.Name, i.DietTags, i.Ingredients, Contains = i.Contains.Select(p => p.Name) }),
    });

    /// <param name="version">The menu that was read before; 0 for none.</param>
    protected Task<KitchenMenu?> PublishAsync(LocalDate date, string meal, IEnumerable<KitchenMenuItem> items, int version) => SendAsync<KitchenMenu>(
        HttpMethod.Put, $"/api/sites/{Uri.EscapeDataString(Site!.Code)}/menus/{Words.DateText(date)}/{meal}", new
        {
            items = items.Select(i => new { i.Code, i.Name, i.PriceFen, i.Kind, i.DietTags, i.Ingredients, i.Stock, i.Contains }),
            version,
        });
}
