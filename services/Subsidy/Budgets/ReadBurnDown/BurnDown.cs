using NodaTime;

namespace MealDispatch.Subsidy.Budgets.ReadBurnDown;

/// <param name="TakenFen">Reserved less released on that day; negative when more was given back.</param>
internal sealed record DayTaken(LocalDate Day, long TakenFen);

/// <summary>
/// When a budget runs out if it goes on like this: what was taken in the last 28 days, today included, is spread evenly over those
/// days (fewer when the first money was taken later), and what is left is divided by that.
/// </summary>
/// <param name="PerDayFen">Average of the days looked at, rounded down; 0 when nothing was taken.</param>
/// <param name="Days">Days looked at.</param>
/// <param name="RunsOutOn">The day on which what is left is used up; null when nothing is taken or it is more than ten years away.</param>
/// <param name="LastsUntilEnd">It is not used up before the budget's last day.</param>
internal sealed record BurnDown(
    long RemainingFen, long PerDayFen, int Days, LocalDate? RunsOutOn, bool LastsUntilEnd, IReadOnlyList<DayTaken> Items)
{
    public const int LookBack = 28;
    private const int TooFar = 3650;

    public static BurnDown Of(long remainingFen, LocalDate? end, LocalDate today, IReadOnlyList<DayTaken> lastDays)
    {
        var days = lastDays.SkipWhile(day => day.TakenFen == 0).ToList();
        var taken = days.Sum(day => day.TakenFen);
        LocalDate? runsOutOn = null;
        if (remainingFen <= 0)
            runsOutOn = today;
        else if (taken > 0 && (Int128)remainingFen * days.Count / taken is var left && left < TooFar)
            runsOutOn = today.PlusDays((int)left);
        return new BurnDown(
            remainingFen, taken > 0 ? taken / days.Count : 0, days.Count, runsOutOn, runsOutOn is null || runsOutOn > end, lastDays);
    }
}
