using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Operations;

/// <summary>For admins: messages that were given up, by service, each with a way to try it again.</summary>
internal sealed class ParkedModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private static (string Code, string Name)[] All =>
    [
        ("registry", T("居民与登录")), ("ordering", T("订餐")), ("subsidy", T("补贴")), ("kitchen", T("厨房")), ("dispatch", T("配送")), ("care", T("关怀")),
    ];

    private static readonly ApiProblem ForAdmins = new(403, "auth.not-allowed", null, null);

    public IReadOnlyList<ServiceMessages> Services { get; private set; } = [];

    public bool Done { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task OnPostReplayAsync(string? service, Guid message)
    {
        if (All.Any(s => s.Code == service))
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
        if (Session is not { IsAdmin: true })
            throw new ApiProblemException(ForAdmins);
        Services = await Task.WhenAll(All.Select(async service => new ServiceMessages(
            service.Code, service.Name, (await TryGetAsync<ListOf<ParkedMessage>>($"/api/operations/{service.Code}/parked"))?.Items)));
    }

    /// <param name="Items">Null when the service did not answer.</param>
    internal sealed record ServiceMessages(string Code, string Name, IReadOnlyList<ParkedMessage>? Items);
}
