using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>The paper to telephone by. Names and telephones come from Registry, as the person's rights allow; each reading is noted there.</summary>
internal sealed class SampleSheetModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    private const int AtOnce = 8;

    private readonly ConcurrentDictionary<string, JsonObject?> residents = [];

    public JsonObject Sample { get; private set; } = null!;

    public async Task OnGetAsync(Guid id)
    {
        Sample = await GetAsync<JsonObject>($"/api/subsidy/samples/{id}");
        await Parallel.ForEachAsync(
            Sample["items"]!.AsArray().Select(m => (string)m!["residentId"]!).Distinct(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Aborted },
            async (resident, _) => residents[resident] = await TryGetAsync<JsonObject>($"/api/residents/{resident}"));
    }

    public string NameOf(JsonNode meal) => SampleWords.Name((string?)residents[(string)meal["residentId"]!]?["name"]);

    public string PhoneOf(JsonNode meal) => (string?)residents[(string)meal["residentId"]!]?["phone"] ?? "—";
}
