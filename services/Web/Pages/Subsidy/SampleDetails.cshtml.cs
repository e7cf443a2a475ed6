using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Money;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A sample: what was said about each meal, and what that says of all.</summary>
internal sealed class SampleDetailsModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public JsonObject Sample { get; private set; } = null!;

    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public string? Done { get; private set; }

    public Task OnGetAsync(Guid id) => LoadAsync(id);

    public async Task OnPostAsync(Guid id, Guid decision, string? outcome, string? carriedBy, string? paid, string? note)
    {
        var paidFen = Fen.TryParseYuan(paid, out var fen) ? fen.Value : (long?)null;
        await PostAsync<JsonObject>($"/api/subsidy/samples/{id}/meals/{decision}", new { outcome, carriedBy, paidFen, note });
        Done = Problem is null ? T("已记下。") : null;
        await LoadAsync(id);
    }

    private async Task LoadAsync(Guid id)
    {
        Sample = await GetAsync<JsonObject>($"/api/subsidy/samples/{id}");
        Sites = await SitesAsync();
        People = await PeopleAsync(
            Sample["items"]!.AsArray().SelectMany(m => m!["corrected"]!.AsArray().Append(m["callBack"])).Select(call => (Guid?)call?["by"]).Append((Guid?)Sample["drawnBy"]));
    }
}
