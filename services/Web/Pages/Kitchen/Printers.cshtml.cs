using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>One's printers: how each is, what waits, and the tickets of which a person must say whether they came out.</summary>
internal sealed class PrintersModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    private IReadOnlyDictionary<string, string> names = new Dictionary<string, string>();

    public PeopleNames People { get; private set; } = PeopleNames.None;

    public IReadOnlyList<(SitePrinter Printer, IReadOnlyList<SitePrintJob> Uncertain, IReadOnlyList<SitePrintJob> Latest)> Printers { get; private set; } = [];

    /// <summary>What the last action did; null when there was none or it failed.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync(string? done)
    {
        Done = done switch { "printed" => T("记下了：这张已经打出来。"), "print-again" => T("已排队补打。"), "withdraw" => T("已撤下，不打了。"), _ => null };
        return LoadAsync();
    }

    public async Task<IActionResult> OnGetLiveAsync()
    {
        await LoadAsync();
        return Partial("Kitchen/_Printers", this);
    }

    public async Task<IActionResult> OnPostDecideAsync(long job, string decision)
    {
        await PostAsync<object>($"/api/kitchen/print-jobs/{job}/decision", new { decision });
        if (Problem is null)
            return LocalRedirect($"/kitchen/printers?done={Uri.EscapeDataString(decision)}");
        await LoadAsync();
        return Page();
    }

    public string NameOf(string siteCode) => names.GetValueOrDefault(siteCode, siteCode);

    public string Clock(Instant? instant) => instant is { } at ? town.LocalOf(at).ToString(T("M月d日 H:mm:ss"), CultureInfo.InvariantCulture) : T("还没有打过");

    private async Task LoadAsync()
    {
        var printers = (await GetAsync<ListOf<SitePrinter>>("/api/kitchen/printers")).Items;
        names = (await SitesAsync()).ToDictionary(s => s.Code, s => s.Name);
        Printers = await Task.WhenAll(printers.Select(async printer => (
            printer, printer.Uncertain == 0 ? [] : await JobsAsync(printer, "&state=uncertain&limit=50"), await JobsAsync(printer, "&limit=10"))));
        People = await PeopleAsync(Printers.SelectMany(p => p.Latest).Select(j => j.RequestedBy));
    }

    private async Task<IReadOnlyList<SitePrintJob>> JobsAsync(SitePrinter printer, string filter) =>
        (await TryGetAsync<ListOf<SitePrintJob>>($"/api/kitchen/print-jobs?siteCode={Uri.EscapeDataString(printer.SiteCode)}{filter}"))?.Items ?? [];
}
