using System.Text.Json.Nodes;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>The subdistrict's schemes, and the drafts that wait for another officer.</summary>
internal sealed class SchemesModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public IReadOnlyList<JsonObject> Schemes { get; private set; } = [];

    public IEnumerable<JsonObject> Waiting => Schemes.SelectMany(s => s["versions"]!.AsArray()).Select(v => v!.AsObject()).Where(v => (string)v["status"]! == "draft");

    public async Task OnGetAsync() => Schemes = (await GetAsync<ListOf<JsonObject>>("/api/subsidy/schemes?limit=500")).Items;

    /// <summary>The version to show of a scheme: the newest active one, else the newest.</summary>
    public static JsonObject ShownOf(JsonObject scheme) =>
        scheme["versions"]!.AsArray().Select(v => v!.AsObject()).LastOrDefault(v => (string)v["status"]! == "active") ?? scheme;
}
