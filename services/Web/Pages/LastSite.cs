using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages;

/// <summary>The site that this browser last ordered from or looked at, with its telephone: public facts, so the cookie is plain.</summary>
internal static class LastSite
{
    private const string CookieName = "last-site";
    private const char Between = '_';

    public static string? Code(HttpContext http) => http.Request.Cookies[CookieName]?.Split(Between)[0];

    /// <summary>Where 打电话给食堂 leads: straight to that site's telephone, or to all sites' numbers.</summary>
    public static string CallAddress(HttpContext http) =>
        http.Request.Cookies[CookieName]?.Split(Between) is [_, { Length: >= 5 } phone] && phone.All(IsOfPhone) ? "tel:" + phone : "/canteens";

    public static void Keep(HttpContext http, Site site)
    {
        var phone = new string([.. (site.Phone ?? "").Where(IsOfPhone)]);
        http.Response.Cookies.Append(CookieName, $"{site.Code}{Between}{phone}", new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = http.Request.IsHttps,
        });
    }

    private static bool IsOfPhone(char c) => char.IsAsciiDigit(c) || c is '-' or '+';
}
