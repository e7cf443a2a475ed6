using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>
/// For whom, where, which meal, what: with the last or nearest site and the next open meal chosen beforehand. Says before anything is chosen
/// what cannot be: no delivery to this door, sold out, already ordered.
/// </summary>
/// <remarks>No token: its forms only change what this browser keeps.</remarks>
[IgnoreAntiforgeryToken]
internal sealed class NewModel(MealApi api, WebSessions sessions, Carts carts, IClock clock, Town town) : OrderPage(api, sessions, carts)
{
    private const string OutsideDeliveryArea = "ordering.outside-delivery-area";

    private ILookup<string, string> unsuited = Array.Empty<DietWarning>().ToLookup(w => w.ItemCode, w => w.DietTag);

    public IReadOnlyList<ActsFor> Residents { get; private set; } = [];

    public ActsFor? Resident { get; private set; }

    /// <summary>The nearest first.</summary>
    public IReadOnlyList<(Site Site, SiteChoice? Choice)> Sites { get; private set; } = [];

    public Site? Site { get; private set; }

    public IReadOnlyList<OrderableMeal> Meals { get; private set; } = [];

    public OrderableMeal? Meal { get; private set; }

    public IReadOnlyList<MenuItem> Items { get; private set; } = [];

    public MenuMatch Match { get; private set; } = new([], []);

    public long? Balance { get; private set; }

    /// <summary>What stands against ordering this meal here, whatever is chosen.</summary>
    public ApiProblem? Against { get; private set; }

    /// <summary>The open order of this meal, when there is one already.</summary>
    public Guid? Ordered { get; private set; }

    public bool CanDeliver { get; private set; } = true;

    public string Fulfilment => Cart?.Form.Fulfilment is { } way && (way != "delivery" || CanDeliver) ? way : CanDeliver ? "delivery" : "pickup";

    public string Payment => Cart?.Form.Payment ?? "meal-account";

    public string? Remark => Cart?.Form.Remark;

    public async Task OnGetAsync(Guid? resident, string? site, string? meal, bool nothing)
    {
        if (nothing)
            Problem = new ApiProblem(400, "web.nothing-chosen", T("还没有选菜。请在想吃的那一样右边选“1 份”，再按“下一步”。"), null);
        await LoadAsync(resident ?? Cart?.Form.Resident, site ?? Cart?.Form.Site ?? LastSite.Code(HttpContext), meal ?? Cart?.Form.Meal);
    }

    /// <summary>Another site, meal or person, with everything else as it was.</summary>
    public IActionResult OnPost() => LocalRedirect("/order");

    public int QuantityOf(string itemCode) => Match.Lines.FirstOrDefault(l => l.ItemCode == itemCode)?.Quantity ?? 0;

    /// <summary>The resident's diets that this item does not say it suits.</summary>
    public IEnumerable<string> UnsuitedDiets(string itemCode) => unsuited[itemCode].Select(Words.DietTag);

    public string Until(Instant instant) => OrderWords.Until(town.LocalOf(instant), town.DateOf(clock.GetCurrentInstant()));

    private async Task LoadAsync(Guid? resident, string? siteCode, string? mealKey)
    {
        var sites = SitesAsync();
        Residents = (await GetAsync<Me>("/api/me")).Residents;
        Resident = Residents.FirstOrDefault(r => r.Id == resident) ?? (Residents.Count > 0 ? Residents[0] : null);
        if (Resident is null)
            return;
        await ChooseAsync(Resident.Id, await sites, siteCode ?? await LastOrderedAsync(Resident.Id), mealKey);
        if (Site is null || Meal is null)
            return;
        LastSite.Keep(HttpContext, Site);
        var account = TryGetAsync<MealAccount>($"/api/residents/{Resident.Id}/meal-account?limit=1");
        var date = Words.DateText(Meal.ServiceDate);
        var menus = await TryGetAsync<ListOf<Menu>>($"/api/sites/{Uri.EscapeDataString(Site.Code)}/menus?from={date}&to={date}");
        Items = menus?.Items.FirstOrDefault(m => m.MealPeriod == Meal.MealPeriod)?.Items ?? [];
        Match = MenuMatch.Of(Cart?.Form.Lines ?? [], Items);
        await AskAheadAsync(Resident.Id, Site.Code, Meal);
        Balance = (await account)?.BalanceFen;
    }

    /// <summary>The site of the last order, for a browser that does not remember one.</summary>
    private async Task<string?> LastOrderedAsync(Guid residentId) =>
        (await TryGetAsync<ListOf<Order>>($"/api/orders?residentId={residentId}&limit=1"))?.Items is [var last, ..] ? last.SiteCode : null;

    /// <summary>Site and meal: as asked, as last time, or the nearest and the next.</summary>
    private async Task ChooseAsync(Guid residentId, IReadOnlyList<Site> sites, string? siteCode, string? mealKey)
    {
        if (sites.Count == 0)
            return;
        var now = clock.GetCurrentInstant();
        var known = sites.FirstOrDefault(s => s.Code == siteCode);
        var meal = MealAt(known ?? sites[0]);
        var choices = await ChoicesAsync(residentId, meal);
        var rank = choices.Select((choice, i) => (choice.Code, i)).ToDictionary(c => c.Code, c => c.i);
        var nearest = sites.OrderBy(s => rank.GetValueOrDefault(s.Code, int.MaxValue)).ThenBy(s => s.Code, StringComparer.Ordinal).ToList();
        Site = known ?? nearest[0];
        Meals = OrderableMeals.Of(Site, now, town);
        Meal = MealAt(Site);
        if (Meal != meal)
            choices = await ChoicesAsync(residentId, Meal);
        Sites = [.. nearest.Select(s => (s, choices.FirstOrDefault(c => c.Code == s.Code)))];
        CanDeliver = choices.FirstOrDefault(c => c.Code == Site.Code) is not { Reason: OutsideDeliveryArea };

        OrderableMeal? MealAt(Site site) => OrderableMeals.Of(site, now, town) is { Count: > 0 } open ? open.FirstOrDefault(m => m.Key == mealKey) ?? open[0] : null;
    }

    private async Task<IReadOnlyList<SiteChoice>> ChoicesAsync(Guid residentId, OrderableMeal? meal) => meal is null ? []
        : (await TryGetAsync<ListOf<SiteChoice>>($"/api/residents/{residentId}/sites?serviceDate={Words.DateText(meal.ServiceDate)}&mealPeriod={meal.MealPeriod}"))?.Items ?? [];

    /// <summary>Asks for one of each before anything is chosen: what does not suit the resident's diets, and whether ordering is possible at all.</summary>
    private async Task AskAheadAsync(Guid residentId, string siteCode, OrderableMeal meal)
    {
        if (Items.Where(i => i.Left is not 0).Select(i => new Wanted(i.Code, i.Name, 1)).ToList() is not { Count: > 0 } all)
            return;
        var (shown, date) = (Problem, Words.DateText(meal.ServiceDate));
        var quote = await PostAsync<Priced>("/api/orders/quote", new OrderForm(residentId, siteCode, meal.Key, "pickup", "at-site", null, all).ToRequest());
        Against = Problem is { Status: 422 } refused ? refused : null;
        Problem = shown;
        unsuited = (quote?.Warnings ?? []).ToLookup(w => w.ItemCode, w => w.DietTag);
        if (Against is { Code: Duplicate })
            Ordered = await OpenOrderAsync(residentId, siteCode, date, meal.MealPeriod);
    }
}
