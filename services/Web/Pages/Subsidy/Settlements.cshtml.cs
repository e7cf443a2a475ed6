using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Subsidy;

/// <summary>A month's settlements: an officer's of the town, or those of the sites one works at.</summary>
internal sealed class SettlementsModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    public string Month { get; private set; } = "";

    public IReadOnlyList<SettlementRow> Items { get; private set; } = [];

    public string? Next { get; private set; }

    /// <summary>Sites without a settlement of this month.</summary>
    public IReadOnlyList<Site> Missing { get; private set; } = [];

    public string? Done { get; private set; }

    public Task OnGetAsync(string? month, string? after) => LoadAsync(month, after);

    public async Task<IActionResult> OnPostDraftAsync(string? month, string? site)
    {
        var drafted = await PostAsync<Settlement>("/api/subsidy/settlements", new { siteCode = site, month });
        if (drafted is not null)
            return Redirect($"/subsidy/settlements/{drafted.Id}");
        await LoadAsync(month, null);
        return Page();
    }

    private async Task LoadAsync(string? month, string? after)
    {
        Month = MonthField.Of(month, town.DateOf(clock.GetCurrentInstant()));
        var page = await GetAsync<ListOf<SettlementRow>>($"/api/subsidy/settlements?month={Month}&after={Uri.EscapeDataString(after ?? "")}");
        (Items, Next) = (page.Items, page.Next);
        var there = Items.Select(i => i.SiteCode).ToHashSet();
        Missing = [.. (await SitesAsync()).Where(s => !there.Contains(s.Code))];
    }
}
