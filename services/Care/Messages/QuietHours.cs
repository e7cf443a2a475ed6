using NodaTime;

namespace MealDispatch.Care.Messages;

/// <summary>When nobody is disturbed, local to the town; over midnight when it ends earlier than it begins. Equal ends: never.</summary>
/// <param name="From">Inclusive.</param>
/// <param name="To">Exclusive.</param>
internal sealed record QuietHours(LocalTime From, LocalTime To)
{
    public static QuietHours Usual { get; } = new(new LocalTime(21, 0), new LocalTime(7, 0));

    /// <summary>When the quiet that holds now ends; null when it is not quiet.</summary>
    public LocalDateTime? EndOf(LocalDateTime now)
    {
        var time = now.TimeOfDay;
        var overMidnight = From > To;
        var quiet = overMidnight ? time >= From || time < To : time >= From && time < To;
        if (!quiet)
            return null;
        return (overMidnight && time >= From ? now.Date.PlusDays(1) : now.Date) + To;
    }
}
