using MealDispatch.BuildingBlocks;
using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages.Residents;

/// <summary>Registers one resident; refused, everything typed stays.</summary>
internal sealed class NewModel(MealApi api, WebSessions sessions) : ResidentPage(api, sessions)
{
    public ResidentForm Form { get; private set; } = new() { Datum = "gcj02" };

    /// <summary>Sent with the form, so that the same form sent twice registers once.</summary>
    public string Key { get; private set; } = Ids.New().ToString("N");

    public async Task OnGetAsync()
    {
        await BeginAsync(officersOnly: true);
        Form.Subdistrict = Subdistrict;
    }

    public async Task<IActionResult> OnPostAsync(ResidentForm form, string? key)
    {
        await BeginAsync(officersOnly: true);
        (Form, Key) = (form, string.IsNullOrEmpty(key) ? Key : key);
        if (await PostAsync<Resident>("/api/residents", form.Body, Key) is { } resident)
            return LocalRedirect($"/residents/{resident.Id}");
        Explain();
        // Another content is another request.
        Key = Ids.New().ToString("N");
        return Page();
    }
}
