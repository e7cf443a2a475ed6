using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages.Care;

/// <summary>The desk of the people on duty: whom to look after, the most pressing first, and what to do next for each.</summary>
internal sealed class AlertsModel(MealApi api, WebSessions sessions, Town town) : CarePage(api, sessions, town)
{
    public IReadOnlyList<Alert> Items { get; private set; } = [];

    /// <summary>Messages that could not be sent; officers see them.</summary>
    public IReadOnlyList<MessageAlarm> Alarms { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public bool ShowsClosed { get; private set; }

    public Task OnGetAsync(string? status) => LoadAsync(status);

    public async Task<IActionResult> OnGetLiveAsync(string? status)
    {
        await LoadAsync(status);
        return Partial("Care/_Desk", this);
    }

    public Task OnPostAcknowledgeAsync(Guid alert) => ActAsync($"/api/care/alerts/{alert}/acknowledge", null, T("已记下由您处理。"));

    public Task OnPostCallAsync(Guid alert, Guid call, string? result, string? note) =>
        ActAsync($"/api/care/alerts/{alert}/calls/{call}", new { result, note }, result == "reached" ? T("已记下：打通了。") : T("已记下：没打通。"));

    public Task OnPostCloseAsync(Guid alert, string? outcome, string? note) =>
        ActAsync($"/api/care/alerts/{alert}/close", new { outcome, note }, T("告警已关闭。"));

    public Task OnPostSeenAsync(Guid alarm) => ActAsync($"/api/care/message-alarms/{alarm}/seen", null, T("已记下。"));

    /// <summary>The next telephone call: of the newest step, the first that nobody has made.</summary>
    public static AlertCall? NextCall(Alert alert) => alert.Calls.FirstOrDefault(c => c.Result == "open" && c.Phone is not null);

    private async Task ActAsync(string path, object? body, string done)
    {
        await PostAsync<object>(path, body);
        Done = Problem is null ? done : null;
        await LoadAsync(null);
    }

    private async Task LoadAsync(string? status)
    {
        ShowsClosed = status == "closed";
        Items = (await GetAsync<ListOf<Alert>>($"/api/care/alerts?status={(ShowsClosed ? "closed" : "open")}&limit=100")).Items;
        if (Session is { IsOfficer: true })
            Alarms = (await TryGetAsync<ListOf<MessageAlarm>>("/api/care/message-alarms?limit=20"))?.Items ?? [];
        People = await PeopleAsync(Items.Select(a => a.AcknowledgedBy));
    }
}
