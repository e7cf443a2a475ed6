using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Care;

/// <summary>The record of one alert: who was told what, when, and what they did.</summary>
internal sealed class RecordModel(MealApi api, WebSessions sessions, Town town) : CarePage(api, sessions, town)
{
    public Alert Alert { get; private set; } = null!;

    public IReadOnlyList<AlertEntry> Entries { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public async Task OnGetAsync(Guid id)
    {
        (Alert, Entries) = await GetAsync<AlertWithRecord>($"/api/care/alerts/{id}");
        People = await PeopleAsync(Entries.SelectMany(e => new[] { e.By, e.PersonId }));
    }

    /// <summary>Whoever was called or told; staff by their name.</summary>
    public string WhomOf(AlertEntry entry) => entry.PersonId is { } person && CareWords.Post(entry.Whom) is { } post
        ? $"{post} {People.Of(person)}"
        : entry.Whom ?? "";

    public static string NoteOf(AlertEntry entry) => entry switch
    {
        { Kind: "raised" or "report-joined" } => "",
        { Kind: "closed", Note: { } note } => string.Join(T("："), note.Split('：', 2).Select((part, i) => i == 0 ? CareWords.Outcome(part) : part)),
        { Kind: "told" or "not-told", Note: { } note } when note.Split(": ", 2) is [var channel, var text] => $"{Messages.MessageWords.Channel(channel)}{T("：")}{text}",
        _ => entry.Note ?? "",
    };
}
