using MealDispatch.Web.Api;

namespace MealDispatch.Web.Pages;

internal static class SiteNames
{
    /// <summary>The code where no site has it, or the sites cannot be read now.</summary>
    public static string NameOf(this IReadOnlyList<Site> sites, string code) => sites.FirstOrDefault(s => s.Code == code)?.Name ?? code;
}
