using MealDispatch.BuildingBlocks.Http;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Web.Pages;

/// <summary>The month that a page is about, like <c>2025-07</c>.</summary>
internal static class MonthField
{
    public static string Of(LocalDate day) => YearMonthPattern.Iso.Format(day.ToYearMonth());

    /// <summary>2025年7月; what is no month as it is.</summary>
    public static string Words(string month) => YearMonthPattern.Iso.Parse(month) is { Success: true, Value: var m } ? T("{0}年{1}月", m.Year, m.Month) : month;

    /// <summary>What stands in the address, or the month of that day when it is none.</summary>
    public static string Of(string? asked, LocalDate otherwise) => Check.TryMonth(asked, out _) ? asked! : Of(otherwise);
}
