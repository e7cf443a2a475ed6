using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace MealDispatch.Web.Texts;

/// <summary>
/// Chinese unless somebody chose English, whatever their browser says: an old phone that asks for English is likelier a wrong setting
/// than an English reader, and who reads only English finds the word on top of every page.
/// </summary>
internal static class Languages
{
    public const string CookieName = "language";
    public const string Chinese = "zh";
    public const string English = "en";

    /// <summary>Each is named in itself, so that who needs it can read it.</summary>
    public static readonly IReadOnlyList<(string Value, string Tag, string Name)> All = [(Chinese, "zh-Hans", "中文"), (English, "en", "English")];

    private static readonly CultureInfo ChineseCulture = new("zh-Hans");

    /// <summary>The word for <c>lang</c> of what this request shows.</summary>
    public static string Tag => Text.English ? "en" : "zh-Hans";

    /// <summary>Numbers and dates of the wire stay the same in both: only the culture of texts follows the reader.</summary>
    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        options.DefaultRequestCulture = new RequestCulture(CultureInfo.InvariantCulture, ChineseCulture);
        options.SupportedCultures = [CultureInfo.InvariantCulture];
        options.SupportedUICultures = [ChineseCulture, new CultureInfo("en")];
        options.RequestCultureProviders = [new CustomRequestCultureProvider(http => Task.FromResult(
            http.Request.Cookies[CookieName] == English ? new ProviderCultureResult("", English) : null))];
    });
}
