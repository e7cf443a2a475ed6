using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>The day's batches of one's sites with what is to be cooked, counted anew every few seconds.</summary>
internal sealed class BoardModel(MealApi api, WebSessions sessions, IClock clock, Town town) : MealPage(api, sessions)
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public LocalDate Date { get; private set; }

    public string DateText => LocalDatePattern.Iso.Format(Date);

    public IReadOnlyList<Batch> Batches { get; private set; } = [];

    /// <summary>Printers that somebody must go to.</summary>
    public IReadOnlyList<SitePrinter> StuckPrinters { get; private set; } = [];

    public Task OnGetAsync(string? date) => LoadAsync(date);

    public async Task<IActionResult> OnGetLiveAsync(string? date)
    {
        await LoadAsync(date);
        return Partial("Kitchen/_Board", this);
    }

    public string NameOf(string siteCode) => names.GetValueOrDefault(siteCode, siteCode);

    private async Task LoadAsync(string? date)
    {
        Date = LocalDatePattern.Iso.Parse(date ?? "") is { Success: true, Value: var given } ? given : town.DateOf(clock.GetCurrentInstant());
        var batches = (await GetAsync<ListOf<Batch>>($"/api/kitchen/batches?serviceDate={DateText}&limit=100")).Items;
        StuckPrinters = await StuckPrintersAsync();
        names = (await SitesAsync()).ToDictionary(s => s.Code, s => s.Name);
        var whole = await Task.WhenAll(batches.Select(b => GetAsync<Batch>($"/api/kitchen/batches/{b.Id}")));
        Batches = [.. whole.OrderBy(b => MealRank(b.MealPeriod)).ThenBy(b => b.SiteCode, StringComparer.Ordinal).ThenBy(b => b.Wave)];
    }

    private async Task<IReadOnlyList<SitePrinter>> StuckPrintersAsync() =>
        [.. (await TryGetAsync<ListOf<SitePrinter>>("/api/kitchen/printers"))?.Items.Where(p => PrintWords.IsAlarm(p) || p.Uncertain > 0) ?? []];

    private static int MealRank(string mealPeriod) => mealPeriod switch { "breakfast" => 0, "lunch" => 1, _ => 2 };
}
