using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Orders;

/// <summary>For whom, where, which meal, what: with the nearest site and the next open meal chosen beforehand.</summary>
internal sealed class NewModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private const string LastSite = "last-site";

    private OrderForm? form;

    public IReadOnlyList<ActsFor> Residents { get; private set; } = [];

    public ActsFor? Resident { get; private set; }

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public Site? Site { get; private set; }

    public IReadOnlyList<OrderableMeal> Meals { get; private set; } = [];

    public OrderableMeal? Meal { get; private set; }

    public IReadOnlyList<MenuItem> Items { get; private set; } = [];

    public long? Balance { get; private set; }

    public string Fulfilment => form?.Fulfilment ?? "delivery";

    public string Payment => form?.Payment ?? "meal-account";

    public string? Remark => form?.Remark;

    public Task OnGetAsync(Guid? resident, string? site, string? meal) => LoadAsync(resident, site, meal);

    /// <summary>Back from 核对, with everything as it was.</summary>
    public Task OnPostAsync()
    {
        form = OrderForm.Of(Request.Form);
        return LoadAsync(form.Resident, form.Site, form.Meal);
    }

    public int QuantityOf(string itemCode) => form?.Quantities.GetValueOrDefault(itemCode) ?? 0;

    public string Clock(Instant instant) => town.LocalOf(instant).ToString("M月d日 H:mm", CultureInfo.InvariantCulture);

    private async Task LoadAsync(Guid? resident, string? site, string? meal)
    {
        Residents = (await GetAsync<Me>("/api/me")).Residents;
        Resident = Residents.FirstOrDefault(r => r.Id == resident) ?? (Residents.Count > 0 ? Residents[0] : null);
        if (Resident is null)
            return;
        Sites = await NearestFirstAsync(Resident.Id, (await GetAsync<ListOf<Site>>("/api/sites?limit=500")).Items);
        site ??= Request.Cookies[LastSite];
        Site = Sites.FirstOrDefault(s => s.Code == site) ?? (Sites.Count > 0 ? Sites[0] : null);
        if (Site is null)
            return;
        Response.Cookies.Append(LastSite, Site.Code, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps });
        Meals = OrderableMeals.Of(Site, clock.GetCurrentInstant(), town);
        Meal = Meals.FirstOrDefault(m => m.Key == meal) ?? (Meals.Count > 0 ? Meals[0] : null);
        if (Meal is null)
            return;
        var date = LocalDatePattern.Iso.Format(Meal.ServiceDate);
        var menus = await TryGetAsync<ListOf<Menu>>($"/api/sites/{Uri.EscapeDataString(Site.Code)}/menus?from={date}&to={date}");
        Items = menus?.Items.FirstOrDefault(m => m.MealPeriod == Meal.MealPeriod)?.Items ?? [];
        Balance = (await TryGetAsync<MealAccount>($"/api/residents/{Resident.Id}/meal-account"))?.BalanceFen;
    }

    private async Task<IReadOnlyList<Site>> NearestFirstAsync(Guid residentId, IReadOnlyList<Site> sites)
    {
        var today = LocalDatePattern.Iso.Format(town.DateOf(clock.GetCurrentInstant()));
        var near = await TryGetAsync<ListOf<SiteChoice>>($"/api/residents/{residentId}/sites?serviceDate={today}&mealPeriod=lunch");
        var rank = (near?.Items ?? []).Select((choice, i) => (choice.Code, i)).ToDictionary(c => c.Code, c => c.i);
        return [.. sites.OrderBy(s => rank.GetValueOrDefault(s.Code, int.MaxValue)).ThenBy(s => s.Code, StringComparer.Ordinal)];
    }
}
