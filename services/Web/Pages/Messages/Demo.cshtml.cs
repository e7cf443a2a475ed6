using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Messages;

/// <summary>What phones and WeChat accounts got in a demonstration; elsewhere the page does not exist.</summary>
internal sealed class DemoModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public IReadOnlyList<DemoMessage> Items { get; private set; } = [];

    protected override bool NeedsSignIn => false;

    public async Task OnGetAsync() => Items = (await GetAsync<DemoMessages>("/api/care/demo-messages")).Items;

    public string Clock(Instant at) => Words.ExactClock(town.LocalOf(at));
}
