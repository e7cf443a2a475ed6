using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>One flag with its evidence: an officer clears or confirms it, and asks for the confirmed meals' money back.</summary>
internal sealed class FlagModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public Flag Flag { get; private set; } = null!;

    public string RuleName { get; private set; } = "";

    /// <summary>Fifty of the evidence.</summary>
    public ListOf<FlagMeal> Meals { get; private set; } = new([], null);

    public IReadOnlyList<FlagMeal> Reclaimable => [.. Meals.Items.Where(m => m.ClawBack is null)];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public string? Done { get; private set; }

    public Task OnGetAsync(Guid id, string? after) => LoadAsync(id, after);

    public async Task OnPostDecideAsync(Guid id, string? status, string? note, int? version)
    {
        if (await PostAsync<Flag>($"/api/subsidy/flags/{id}", new { status, note, version }) is not null)
            Done = status == "confirmed" ? T("已确认属实，可以申请追回。") : T("已排除。");
        await LoadAsync(id, null);
    }

    public async Task OnPostClawBackAsync(Guid id, Guid[] meals, string? reason)
    {
        if (await PostAsync<FlagClawBacks>($"/api/subsidy/flags/{id}/claw-back", new { decisionIds = meals, reason }) is { } asked)
            Done = T("已申请追回 {0} 笔，请另一位工作人员审批。", asked.Requested.Count)
                + (asked.Skipped.Count > 0 ? T("另有 {0} 笔没有可追回的金额，或已有人申请。", asked.Skipped.Count) : "");
        await LoadAsync(id, null);
    }

    public string NameOf(string siteCode) => names.GetValueOrDefault(siteCode, siteCode);

    public string Clock(Instant instant) => Words.ExactClock(town.LocalOf(instant));

    private async Task LoadAsync(Guid id, string? after)
    {
        Flag = await GetAsync<Flag>($"/api/subsidy/flags/{id}");
        People = await PeopleAsync([Flag.DecidedBy]);
        Meals = await GetAsync<ListOf<FlagMeal>>($"/api/subsidy/flags/{id}/meals?limit=50&after={Uri.EscapeDataString(after ?? "")}");
        RuleName = FlagWords.Rule(Flag, (await TryGetAsync<ListOf<FlagRule>>("/api/subsidy/flags/rules"))?.Items ?? []);
        names = (await SitesAsync()).ToDictionary(s => s.Code, s => s.Name);
    }
}
