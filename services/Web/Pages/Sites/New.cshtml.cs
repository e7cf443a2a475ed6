using MealDispatch.Web.Api;
using MealDispatch.Web.Sessions;
using Microsoft.AspNetCore.Mvc;

namespace MealDispatch.Web.Pages.Sites;

/// <summary>Enters a site; refused, everything typed stays.</summary>
internal sealed class NewModel(MealApi api, WebSessions sessions) : SitePage(api, sessions)
{
    public SiteForm Form { get; private set; } = SiteForm.Of(new() { ["deliveryRadiusMeters"] = 3000, ["deliveryFeeFen"] = 300L });

    public async Task OnGetAsync()
    {
        await BeginAsync(changes: true);
        Form.Subdistrict = Subdistrict;
    }

    public async Task<IActionResult> OnPostAsync(SiteForm form, string? town)
    {
        await BeginAsync(changes: true);
        Form = form;
        Form.Subdistrict = Session!.IsAdmin ? town : Subdistrict;
        // Nothing may stand there yet.
        Form.Version = 0;
        var code = form.Code?.Trim() ?? "";
        if (code != "" && await PutAsync(code, form, []) is not null)
            return LocalRedirect($"/sites/{Uri.EscapeDataString(code)}");
        Problem = Problem switch
        {
            null => new ApiProblem(400, "request.invalid", T("请填编号。"), null),
            { Code: "request.stale-version" } taken => taken with { Detail = T("这个编号已经有助餐点了。") },
            var other => other,
        };
        return Page();
    }
}
