using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Claw-backs: one officer asks with a reason, another decides.</summary>
internal sealed class ClawBacksModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<ClawBack> Open { get; private set; } = [];

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public string? Next { get; private set; }

    public IReadOnlyList<ClawBack> Decided { get; private set; } = [];

    /// <summary>The decision that is to be clawed back; null unless one was named.</summary>
    public SubsidyRecord? Asked { get; private set; }

    public string? Done { get; private set; }

    public async Task OnGetAsync(Guid? decision, string? after)
    {
        if (decision is not null && Session!.IsOfficer)
            Asked = await GetAsync<SubsidyRecord>($"/api/subsidy/decisions/{decision}");
        await LoadAsync(after);
    }

    public Task OnPostRequestAsync(Guid decision, string? reason) => ActAsync($"/api/subsidy/decisions/{decision}/claw-back", new { reason }, T("已申请追回，请另一位工作人员审批。"));

    public Task OnPostApproveAsync(Guid decision) => ActAsync($"/api/subsidy/decisions/{decision}/claw-back/approve", null, T("已批准，金额已退回预算。"));

    public Task OnPostRefuseAsync(Guid decision, string? note) => ActAsync($"/api/subsidy/decisions/{decision}/claw-back/refuse", new { note }, T("已退回，没有追回。"));

    private async Task ActAsync(string path, object? body, string done)
    {
        await PostAsync<ClawBack>(path, body);
        Done = Problem is null ? done : null;
        await LoadAsync(null);
    }

    private async Task LoadAsync(string? after)
    {
        var open = await GetAsync<ListOf<ClawBack>>($"/api/subsidy/claw-backs?status=requested&limit=20&after={Uri.EscapeDataString(after ?? "")}");
        (Open, Next) = (open.Items, open.Next);
        var approved = await GetAsync<ListOf<ClawBack>>("/api/subsidy/claw-backs?status=approved&limit=100");
        var refused = await GetAsync<ListOf<ClawBack>>("/api/subsidy/claw-backs?status=refused&limit=100");
        Decided = [.. approved.Items.Concat(refused.Items).OrderByDescending(c => c.RequestedAt)];
        Sites = await SitesAsync();
        People = await PeopleAsync(Open.Concat(Decided).SelectMany(c => new[] { c.RequestedBy, c.DecidedBy }));
    }
}
