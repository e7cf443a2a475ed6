using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages;

internal sealed class CanteensModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    protected override bool NeedsSignIn => false;

    public async Task OnGetAsync() => Sites = (await GetAsync<ListOf<Site>>("/api/sites?limit=500")).Items;
}
