using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Budgets with what is left and when it runs out; officers add money and move it.</summary>
internal sealed class BudgetsModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public const int LookBack = 28;

    public IReadOnlyList<(Budget Budget, BurnDown? BurnDown)> Items { get; private set; } = [];

    /// <summary>What the last action did; null when there was none or it failed.</summary>
    public string? Done { get; private set; }

    /// <summary>Sent with a form, so that the same form sent twice moves money once.</summary>
    public string Key { get; } = Ids.New().ToString("N");

    public Task OnGetAsync() => LoadAsync();

    public Task OnPostTopUpAsync(string code, string? yuan, string? reason, string? key) =>
        ActAsync($"/api/subsidy/budgets/{Uri.EscapeDataString(code)}/top-ups", new { fen = FenOf(yuan), reason }, key, T("已追加，并记入台账。"));

    public Task OnPostTransferAsync(string code, string? to, string? yuan, string? reason, string? key) =>
        ActAsync($"/api/subsidy/budgets/{Uri.EscapeDataString(code)}/transfers", new { to, fen = FenOf(yuan), reason }, key, T("已划转，并记入台账。"));

    public string Clock(Instant instant) => Words.Clock(town.LocalOf(instant));

    public static long UsedPercent(Budget budget) => budget.Fen == 0 ? 0 : (budget.Fen - budget.RemainingFen) * 100 / budget.Fen;

    private static long? FenOf(string? yuan) => Fen.TryParseYuan(yuan, out var fen) ? fen.Value : null;

    private async Task ActAsync(string path, object body, string? key, string done)
    {
        await PostAsync<object>(path, body, key);
        Done = Problem is null ? done : null;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var items = new List<(Budget, BurnDown?)>();
        foreach (var budget in (await GetAsync<ListOf<Budget>>("/api/subsidy/budgets?limit=100")).Items)
            items.Add((budget, await TryGetAsync<BurnDown>($"/api/subsidy/budgets/{Uri.EscapeDataString(budget.Code)}/burn-down")));
        Items = items;
    }
}
