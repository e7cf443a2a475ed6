using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages;

internal sealed class IndexModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<ActsFor> Residents { get; private set; } = [];

    protected override bool NeedsSignIn => false;

    public async Task OnGetAsync()
    {
        if (Session is { IsResident: true })
            Residents = (await TryGetAsync<Me>("/api/me"))?.Residents ?? [];
    }
}
