using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages;

/// <summary>Every site with its telephone, the one that was used last first.</summary>
internal sealed class CanteensModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    protected override bool NeedsSignIn => false;

    public async Task OnGetAsync()
    {
        var sites = (await GetAsync<ListOf<Site>>("/api/sites?limit=500")).Items;
        var last = LastSite.Code(HttpContext);
        Sites = [.. sites.OrderBy(s => s.Code == last ? 0 : 1)];
    }
}
