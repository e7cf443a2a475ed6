using System.Globalization;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Kitchen.Tickets;

/// <summary>
/// What barcode and QR of a ticket hold: <c>HX01-20250625-L-012</c>, the kitchen's site code, the service date, B, L or D, and the
/// number with three digits or more. Unique, because numbers are unique within (kitchen, service date, meal period).
/// </summary>
internal static class TicketCode
{
    internal static string Of(string kitchenSiteCode, LocalDate serviceDate, MealPeriod mealPeriod, int number)
    {
        var letter = mealPeriod switch
        {
            MealPeriod.Breakfast => 'B',
            MealPeriod.Lunch => 'L',
            MealPeriod.Dinner => 'D',
        };
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{kitchenSiteCode}-{serviceDate.Year:D4}{serviceDate.Month:D2}{serviceDate.Day:D2}-{letter}-{NumberText(number)}");
    }

    /// <summary>The number as people read it: 012.</summary>
    internal static string NumberText(int number) => number.ToString("D3", CultureInfo.InvariantCulture);
}
