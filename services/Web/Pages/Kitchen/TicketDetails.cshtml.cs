using System.Globalization;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace MealDispatch.Web.Pages.Kitchen;

/// <summary>One ticket as it will lie on the bag, to print and to mark packed.</summary>
internal sealed class TicketDetailsModel(MealApi api, WebSessions sessions, Town town) : MealPage(api, sessions)
{
    public Ticket Ticket { get; private set; } = null!;

    /// <summary>What the last action did, in words; null when there was none or it failed.</summary>
    public string? Done { get; private set; }

    public Task OnGetAsync(Guid id, string? done)
    {
        Done = KitchenActions.DoneWords(done);
        return LoadAsync(id);
    }

    public Task<IActionResult> OnPostPackedAsync(Guid id) => ActAsync(id, "packed", "packed");

    public async Task<IActionResult> OnPostUnpackedAsync(Guid id, string? reason)
    {
        await PostAsync<object>($"/api/kitchen/tickets/{id}/unpacked", new { reason });
        return await DoneAsync(id, "unpacked");
    }

    public string TimeOf(Instant at) => town.LocalOf(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public Task<IActionResult> OnPostPrintAsync(Guid id) => ActAsync(id, "print", "printed");

    private async Task<IActionResult> ActAsync(Guid id, string action, string done)
    {
        await PostAsync<object>($"/api/kitchen/tickets/{id}/{action}");
        return await DoneAsync(id, done);
    }

    private async Task<IActionResult> DoneAsync(Guid id, string done)
    {
        if (Problem is null)
            return LocalRedirect($"/kitchen/tickets/{id}?done={done}");
        await LoadAsync(id);
        return Page();
    }

    private async Task LoadAsync(Guid id) => Ticket = await GetAsync<Ticket>($"/api/kitchen/tickets/{id}");
}
