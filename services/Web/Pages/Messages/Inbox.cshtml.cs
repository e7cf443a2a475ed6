using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Messages;

/// <summary>What somebody was told, the newest first; what is unread says so.</summary>
internal sealed class InboxModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private const int PerPage = 20;

    public IReadOnlyList<InboxMessage> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public Task OnGetAsync(string? after) => LoadAsync(after);

    public async Task OnPostReadAsync(Guid message)
    {
        await PostAsync<object>($"/api/care/messages/{message}/read");
        await LoadAsync(null);
    }

    public async Task OnPostReadAllAsync()
    {
        await PostAsync<object>("/api/care/messages/read");
        await LoadAsync(null);
    }

    public string Clock(Instant at) => Words.Clock(town.LocalOf(at));

    private async Task LoadAsync(string? after) =>
        (Items, Next) = await GetAsync<ListOf<InboxMessage>>($"/api/care/messages?limit={PerPage}&after={Uri.EscapeDataString(after ?? "")}");
}
