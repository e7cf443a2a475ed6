using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages;

/// <summary>Where the QR of a site's poster leads: today's menus and the way to order.</summary>
internal sealed class PosterModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public Site Site { get; private set; } = null!;

    public IReadOnlyList<Menu> Menus { get; private set; } = [];

    protected override bool NeedsSignIn => false;

    public async Task OnGetAsync(string code)
    {
        var path = $"/api/sites/{Uri.EscapeDataString(code)}";
        Site = await GetAsync<Site>(path);
        LastSite.Keep(HttpContext, Site);
        var today = Words.DateText(town.DateOf(clock.GetCurrentInstant()));
        Menus = (await TryGetAsync<ListOf<Menu>>($"{path}/menus?from={today}&to={today}"))?.Items ?? [];
    }
}
