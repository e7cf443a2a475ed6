using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>One settlement: what it comes to, where the three accounts differ, and what each side may do with it now.</summary>
internal sealed class SettlementDetailsModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public Settlement Settlement { get; private set; } = null!;

    public ListOf<SettlementLine> Lines { get; private set; } = new([], null);

    public ListOf<SettlementDifference> Differences { get; private set; } = new([], null);

    public string? Done { get; private set; }

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public Task OnGetAsync(Guid id, string? linesAfter, string? differencesAfter) => LoadAsync(id, linesAfter, differencesAfter);

    public Task OnPostRecomputeAsync(Guid id) => ActAsync(id, "recompute", null, T("已重新汇总。"));

    public Task OnPostConfirmAsync(Guid id, int? version, string? remarks) => ActAsync(id, "confirm", new { version, remarks }, T("已确认，等街道批准。"));

    public Task OnPostDisputeAsync(Guid id, string? remarks) => ActAsync(id, "dispute", new { remarks }, T("已退回草稿。"));

    public Task OnPostApproveAsync(Guid id, int? version) => ActAsync(id, "approve", new { version }, T("已批准并锁定，台账已记账。"));

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));

    private async Task ActAsync(Guid id, string step, object? body, string done)
    {
        await PostAsync<Settlement>($"/api/subsidy/settlements/{id}/{step}", body);
        Done = Problem is null ? done : null;
        await LoadAsync(id, null, null);
    }

    private async Task LoadAsync(Guid id, string? linesAfter, string? differencesAfter)
    {
        Settlement = await GetAsync<Settlement>($"/api/subsidy/settlements/{id}");
        People = await PeopleAsync(Settlement.History.Select(step => step.By));
        Lines = await GetAsync<ListOf<SettlementLine>>($"/api/subsidy/settlements/{id}/lines?after={Uri.EscapeDataString(linesAfter ?? "")}");
        Differences = await GetAsync<ListOf<SettlementDifference>>($"/api/subsidy/settlements/{id}/differences?after={Uri.EscapeDataString(differencesAfter ?? "")}");
    }
}
