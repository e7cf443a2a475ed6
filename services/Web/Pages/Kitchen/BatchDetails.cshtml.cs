using System.Globalization;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>One batch: totals while it is open, tickets to pack and hand over once it is closed.</summary>
internal sealed class BatchDetailsModel(MealApi api, WebSessions sessions) : MealPage(api, sessions)
{
    public Batch Batch { get; private set; } = null!;

    public string SiteName { get; private set; } = "";

    public PrintJob? LastPrint { get; private set; }

    /// <summary>What the last action did, in words; null when there was none or it failed.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync(Guid id, string? done)
    {
        Done = KitchenActions.DoneWords(done);
        return LoadAsync(id);
    }

    public Task<IActionResult> OnPostCloseAsync(Guid id) => ActAsync(id, $"/api/kitchen/batches/{id}/close", null, "closed");

    public Task<IActionResult> OnPostPrintAsync(Guid id) => ActAsync(id, $"/api/kitchen/batches/{id}/print", null, "printed");

    public Task<IActionResult> OnPostPackedAsync(Guid id, Guid ticket) => ActAsync(id, $"/api/kitchen/tickets/{ticket}/packed", null, "packed");

    /// <summary>What a scanner typed, or the ticket's number by hand.</summary>
    public async Task<IActionResult> OnPostScanAsync(Guid id, string? code)
    {
        var typed = Typed.OrNull(code)?.ToUpperInvariant() ?? "";
        if (typed.Length > 0 && typed.All(char.IsAsciiDigit))
        {
            Batch = await GetAsync<Batch>($"/api/kitchen/batches/{id}");
            typed = Batch.Tickets?.FirstOrDefault(t => t.Number?.ToString(CultureInfo.InvariantCulture) == typed.TrimStart('0'))?.Code ?? typed;
        }

        return await ActAsync(id, $"/api/kitchen/tickets/{Uri.EscapeDataString(typed)}/packed", null, "packed");
    }

    public Task<IActionResult> OnPostUnpackedAsync(Guid id, Guid ticket, string? reason) =>
        ActAsync(id, $"/api/kitchen/tickets/{ticket}/unpacked", new { reason = Typed.OrNull(reason) }, "unpacked");

    public Task<IActionResult> OnPostHandedOverAsync(Guid id, Guid ticket, string? card, string? reason, string? tooOldReason) => ActAsync(
        id, $"/api/kitchen/tickets/{ticket}/handed-over",
        new { cardCode = Typed.OrNull(card), overrideReason = Typed.OrNull(reason), tooOldReason = Typed.OrNull(tooOldReason) }, "handed-over");

    private async Task<IActionResult> ActAsync(Guid id, string path, object? body, string done)
    {
        await PostAsync<object>(path, body);
        if (Problem is null)
            return LocalRedirect($"/kitchen/batches/{id}?done={done}");
        await LoadAsync(id);
        return Page();
    }

    private async Task LoadAsync(Guid id)
    {
        Batch = await GetAsync<Batch>($"/api/kitchen/batches/{id}");
        SiteName = (await SitesAsync()).NameOf(Batch.SiteCode);
        LastPrint = (await TryGetAsync<ListOf<PrintJob>>($"/api/kitchen/print-jobs?siteCode={Uri.EscapeDataString(Batch.SiteCode)}&limit=1"))?.Items is [var job, ..] ? job : null;
    }
}
