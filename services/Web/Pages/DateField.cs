using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages;

/// <summary>The day that a page is about, like <c>2025-07-01</c>.</summary>
internal static class DateField
{
    /// <summary>What stands in the address, or that day when it is none.</summary>
    public static LocalDate Of(string? asked, LocalDate otherwise) => LocalDatePattern.Iso.Parse(asked ?? "") is { Success: true, Value: var given } ? given : otherwise;
}
