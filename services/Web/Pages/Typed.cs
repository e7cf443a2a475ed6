namespace MealDispatch.Web.Pages;

/// <summary>What somebody typed into a field.</summary>
internal static class Typed
{
    /// <summary>Without the spaces around it; null when there is nothing else.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
