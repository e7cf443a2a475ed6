using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Deliveries;

/// <summary>A site's deliveries of a day for its staff and for officers: what somebody must look at first, then all.</summary>
internal sealed class ListModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private const int PerPage = 50;

    /// <summary>The caller's own for staff, else all: what is not theirs is absent.</summary>
    public IReadOnlyList<Site> Sites { get; private set; } = [];

    public string? Site { get; private set; }

    public LocalDate Date { get; private set; }

    public string DateText => LocalDatePattern.Iso.Format(Date);

    public string? Status { get; private set; }

    public IReadOnlyList<Delivery> Alarms { get; private set; } = [];

    public IReadOnlyList<Delivery> Items { get; private set; } = [];

    public string? Next { get; private set; }

    public bool Done { get; private set; }

    /// <summary>The filter, as an address has it.</summary>
    public string Address => $"?site={Uri.EscapeDataString(Site ?? "")}&date={DateText}&status={Uri.EscapeDataString(Status ?? "")}";

    public Task OnGetAsync(string? site, string? date, string? status, string? after, string? done)
    {
        Done = done == "own-riders";
        return LoadAsync(site, date, status, after);
    }

    public async Task<IActionResult> OnGetLiveAsync(string? site, string? date, string? status)
    {
        await LoadAsync(site, date, status, null);
        return Partial("Deliveries/_List", this);
    }

    public async Task<IActionResult> OnPostOwnRidersAsync(string? site, string? date, string? status, Guid delivery)
    {
        await PostAsync<object>($"/api/deliveries/{delivery}/own-riders");
        await LoadAsync(site, date, status, null);
        return Problem is null ? LocalRedirect($"/deliveries{Address}&done=own-riders") : Page();
    }

    public string Clock(Instant instant) => Words.Time(town.LocalOf(instant));

    private async Task LoadAsync(string? site, string? date, string? status, string? after)
    {
        Date = DateField.Of(date, town.DateOf(clock.GetCurrentInstant()));
        Status = DeliveryWords.Statuses.Contains(status) ? status : null;
        Sites = await KitchenSitesAsync();
        Site = site is { Length: > 0 } ? site : Sites is [var first, ..] ? first.Code : null;
        if (Site is null)
            return;
        var mine = $"/api/deliveries?siteCode={Uri.EscapeDataString(Site)}&serviceDate={DateText}";
        Alarms = (await GetAsync<ListOf<Delivery>>($"{mine}&needsAttention=true&limit=200")).Items;
        var page = await GetAsync<ListOf<Delivery>>($"{mine}&status={Status}&limit={PerPage}&after={Uri.EscapeDataString(after ?? "")}");
        (Items, Next) = (page.Items, page.Next);
    }
}
