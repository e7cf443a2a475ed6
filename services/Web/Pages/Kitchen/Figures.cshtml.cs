using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>How much to buy for a day to come, and what became of what was cooked in a month.</summary>
internal sealed class FiguresModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    /// <summary>The caller's own for staff, else all: what is not theirs is absent.</summary>
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public string? Site { get; private set; }

    public LocalDate Date { get; private set; }

    public string DateText => LocalDatePattern.Iso.Format(Date);

    public string Month { get; private set; } = "";

    public SiteForecast? Forecast { get; private set; }

    public MonthFigures? Figures { get; private set; }

    public async Task OnGetAsync(string? site, string? date, string? month)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        Date = DateField.Of(date, today.PlusDays(1));
        Month = MonthField.Of(month, today);
        Sites = await KitchenSitesAsync();
        Site = site ?? (Sites is [var first, ..] ? first.Code : null);
        if (Site is null)
            return;
        Forecast = await GetAsync<SiteForecast>($"/api/kitchen/forecast?siteCode={Uri.EscapeDataString(Site)}&serviceDate={DateText}");
        Figures = await GetAsync<MonthFigures>($"/api/kitchen/figures?siteCode={Uri.EscapeDataString(Site)}&month={Month}");
    }
}
