namespace MealDispatch.Web.Pages;

/// <summary>Chinese unless somebody chose English; pages that have only Chinese stay as they are.</summary>
internal static class Languages
{
    public const string CookieName = "language";
    public const string Chinese = "zh";
    public const string English = "en";

    public static bool IsEnglish(HttpContext http) => http.Request.Cookies[CookieName] == English;
}
