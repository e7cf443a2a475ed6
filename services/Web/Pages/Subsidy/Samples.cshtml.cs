using System.Text.Json.Nodes;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>Samples for call-backs; a new one is drawn here.</summary>
internal sealed class SamplesModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public string Month { get; private set; } = "";

    /// <summary>Offered in the form: today's date, so that nobody looks for a convenient one.</summary>
    public string Seed { get; private set; } = "";

    public ListOf<JsonObject> Samples { get; private set; } = new([], null);

    public Task OnGetAsync(string? month, string? after) => LoadAsync(month, after);

    public async Task<IActionResult> OnPostAsync(string? month, int? size, string? seed, string? basis)
    {
        var drawn = await PostAsync<JsonObject>("/api/subsidy/samples", new { month, size, seed, basis });
        if (drawn is not null)
            return Redirect($"/subsidy/samples/{drawn["id"]}");
        await LoadAsync(month, null);
        return Page();
    }

    private async Task LoadAsync(string? month, string? after)
    {
        var today = town.DateOf(clock.GetCurrentInstant());
        Month = MonthField.Of(month, today);
        Seed = LocalDatePattern.Iso.Format(today);
        Samples = await GetAsync<ListOf<JsonObject>>($"/api/subsidy/samples?after={Uri.EscapeDataString(after ?? "")}");
    }
}
