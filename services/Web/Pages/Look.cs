namespace MealDispatch.Web.Pages;

/// <summary>How this browser wants its pages: how large the text, which colours. Remembered in cookies, so that the first line is right.</summary>
internal sealed record Look(string Size, string Contrast)
{
    public const string SizeCookie = "text-size";
    public const string ContrastCookie = "contrast";

    /// <summary>In CSS pixels.</summary>
    public static readonly IReadOnlyList<string> Sizes = ["20", "24", "30"];

    /// <summary>Warm paper, or white and yellow on black.</summary>
    public static readonly IReadOnlyList<string> Contrasts = ["normal", "high"];

    public static Look Of(HttpRequest request) => new(Known(request.Cookies[SizeCookie], Sizes), Known(request.Cookies[ContrastCookie], Contrasts));

    /// <summary>The next size; after the largest the first.</summary>
    public string NextSize => Sizes[(Sizes.ToList().IndexOf(Size) + 1) % Sizes.Count];

    private static string Known(string? value, IReadOnlyList<string> all) => all.Contains(value) ? value! : all[0];
}
