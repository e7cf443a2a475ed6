using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace MealDispatch.Web.Pages;

/// <summary>字大一点 (20, 24, 30 and back) and the other language from every page's header; all of it on this page. Remembered.</summary>
internal sealed class DisplayModel : PageModel
{
    public Look Look => Look.Of(Request);

    public string ReturnUrl { get; private set; } = "/";

    public bool Saved { get; private set; }

    public static (string Value, string Text)[] Sizes => [("20", T("正常")), ("24", T("大")), ("30", T("特大"))];

    public static (string Value, string Text)[] Contrasts => [("normal", T("普通：黑字白底")), ("high", T("高对比：黑底白字，按钮黄色"))];

    public void OnGet(string? returnUrl, bool saved) => (ReturnUrl, Saved) = (Local(returnUrl), saved);

    /// <summary>From this page with all three; from a header with a language, or with nothing for the next size.</summary>
    public IActionResult OnPost(string? returnUrl, string? size, string? contrast, string? language)
    {
        Keep(Languages.CookieName, language, Languages.All.Select(l => l.Value));
        Keep(Look.ContrastCookie, contrast, Look.Contrasts);
        Keep(Look.SizeCookie, size ?? (language is null ? Look.NextSize : null), Look.Sizes);
        return size is null ? LocalRedirect(Local(returnUrl)) : RedirectToPage(new { returnUrl = Local(returnUrl), saved = true });
    }

    private string Local(string? url) => Url.IsLocalUrl(url) ? url : "/";

    private void Keep(string cookie, string? value, IEnumerable<string> known)
    {
        if (value is not null && known.Contains(value))
            Response.Cookies.Append(cookie, value, new CookieOptions { MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = Request.IsHttps });
    }
}
