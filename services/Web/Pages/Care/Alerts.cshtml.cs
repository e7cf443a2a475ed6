using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Care;

/// <summary>What the people on duty must follow up, the most pressing first.</summary>
internal sealed class AlertsModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public IReadOnlyList<Alert> Items { get; private set; } = [];

    /// <summary>What the last action did; null when there was none or it failed.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public Task OnPostAcknowledgeAsync(Guid alert) => ActAsync($"/api/care/alerts/{alert}/acknowledge", null, "已记下由您处理。");

    public Task OnPostCloseAsync(Guid alert, string? outcome, string? note) =>
        ActAsync($"/api/care/alerts/{alert}/close", new { outcome, note }, "告警已关闭。");

    public string Clock(Instant instant) => town.LocalOf(instant).ToString("M月d日 H:mm", CultureInfo.InvariantCulture);

    private async Task ActAsync(string path, object? body, string done)
    {
        await PostAsync<object>(path, body);
        Done = Problem is null ? done : null;
        await LoadAsync();
    }

    private async Task LoadAsync() => Items = (await GetAsync<ListOf<Alert>>("/api/care/alerts?status=open&limit=100")).Items;
}
