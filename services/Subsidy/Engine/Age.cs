using NodaTime;

namespace MealDispatch.Subsidy.Engine;

internal static class Age
{
    /// <summary>Full years, the birthday included. Born on 29 February: the birthday is 28 February in common years.</summary>
    public static int InFullYears(LocalDate birthDate, LocalDate on)
    {
        var day = birthDate is { Month: 2, Day: 29 } && !CalendarSystem.Iso.IsLeapYear(on.Year) ? 28 : birthDate.Day;
        var reached = on.Month > birthDate.Month || (on.Month == birthDate.Month && on.Day >= day);
        return on.Year - birthDate.Year - (reached ? 0 : 1);
    }
}
