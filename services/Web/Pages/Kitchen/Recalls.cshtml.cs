using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>Whom a dish of one meal went to, with what is needed to call them.</summary>
internal sealed class RecallsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    /// <summary>Canteens: a table's dishes are cooked in one.</summary>
    public IReadOnlyList<Site> Kitchens { get; private set; } = [];

    public string? Site { get; private set; }

    public string? Date { get; private set; }

    public string? Meal { get; private set; }

    public string? Item { get; private set; }

    /// <summary>Null as long as no dish was asked for.</summary>
    public Recall? Found { get; private set; }

    public string ApiQuery => new QueryBuilder
    {
        { "siteCode", Site ?? "" }, { "serviceDate", Date ?? "" }, { "mealPeriod", Meal ?? "" }, { "itemCode", Item ?? "" },
    }.ToString().TrimStart('?');

    public string TimeOf(Instant at) => town.LocalOf(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public async Task OnGetAsync(string? site, string? date, string? meal, string? item)
    {
        Kitchens = [.. (await KitchenSitesAsync()).Where(s => s.SuppliedBy is null)];
        (Site, Date, Meal, Item) = (site, date ?? LocalDatePattern.Iso.Format(town.DateOf(clock.GetCurrentInstant())), meal ?? "lunch", item);
        if (!string.IsNullOrWhiteSpace(item))
            Found = await GetAsync<Recall>($"/api/kitchen/recalls?{ApiQuery}");
    }
}
