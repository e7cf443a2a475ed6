using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Messages;

/// <summary>Which messages a resident or family wants by which channel.</summary>
internal sealed class ChoicesModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<MessageChoice> Items { get; private set; } = [];

    public bool Saved { get; private set; }

    public static string NameOf(MessageChoice choice) => $"{choice.Channel} {choice.Kind}";

    public Task OnGetAsync() => LoadAsync();

    /// <param name="on">The boxes that are ticked, by <see cref="NameOf"/>.</param>
    public async Task OnPostAsync(string[]? on)
    {
        await LoadAsync();
        var ticked = (on ?? []).ToHashSet();
        var items = Items.Where(c => c.CanBeOff && c.Connected).Select(c => new { c.Channel, c.Kind, On = ticked.Contains(NameOf(c)) });
        await SendAsync<object>(HttpMethod.Put, "/api/care/message-choices", new { items });
        Saved = Problem is null;
        await LoadAsync();
    }

    private async Task LoadAsync() => Items = (await GetAsync<MessageChoices>("/api/care/message-choices")).Items;
}
