using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MealDispatch.Web.Pages;

/// <summary>字大一点: 20, 24, 30 and back; or the language of the pages that have two. Remembered.</summary>
internal sealed class DisplayModel : PageModel
{
    private const string CookieName = "text-size";

    public IActionResult OnGet() => LocalRedirect("/");

    public IActionResult OnPost(string? returnUrl, string? language)
    {
        if (language is Languages.Chinese or Languages.English)
            Keep(Languages.CookieName, language);
        else
            Keep(CookieName, NextSize());
        return LocalRedirect(Url.IsLocalUrl(returnUrl) ? returnUrl : "/");
    }

    private string NextSize() => Request.Cookies[CookieName] switch { "24" => "30", "30" => "20", _ => "24" };

    private void Keep(string name, string value) => Response.Cookies.Append(
        name, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps });
}
