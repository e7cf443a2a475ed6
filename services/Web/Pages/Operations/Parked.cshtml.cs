using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Operations;

/// <summary>For admins: messages that were given up, by service, each with a way to try it again.</summary>
internal sealed class ParkedModel(MealApi api, WebSessions sessions, Town town) : OperationsPage(api, sessions)
{
    public IReadOnlyList<ServiceMessages> Services { get; private set; } = [];

    public bool Done { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task OnPostReplayAsync(string? service, Guid message)
    {
        if (Codes.Contains(service))
        {
            await PostAsync<object>($"/api/operations/{service}/parked/{message}/replay");
            Done = Problem is null;
        }

        await LoadAsync();
    }

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));

    /// <summary>One service that does not answer must not hide the others.</summary>
    private async Task LoadAsync()
    {
        ForAdminsOnly();
        Services = await Task.WhenAll(Codes.Select(async code => new ServiceMessages(
            code, NameOf(code), (await TryGetAsync<ListOf<ParkedMessage>>($"/api/operations/{code}/parked"))?.Items)));
    }

    /// <param name="Items">Null when the service did not answer.</param>
    internal sealed record ServiceMessages(string Code, string Name, IReadOnlyList<ParkedMessage>? Items);
}
