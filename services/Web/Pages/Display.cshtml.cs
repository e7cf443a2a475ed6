using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MealDispatch.Web.Pages;

/// <summary>字大一点: 20, 24, 30 and back; remembered.</summary>
internal sealed class DisplayModel : PageModel
{
    private const string CookieName = "text-size";

    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? returnUrl)
    {
        var next = Request.Cookies[CookieName] switch { "24" => "30", "30" => "20", _ => "24" };
        Response.Cookies.Append(
            CookieName, next, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps });
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }
}
