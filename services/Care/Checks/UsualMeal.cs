using NodaTime;

namespace MealDispatch.Care.Checks;

/// <summary>Whether somebody usually orders a meal and did not.</summary>
internal static class UsualMeal
{
    /// <summary>The same weekday of the weeks before.</summary>
    public static IReadOnlyList<LocalDate> SameWeekdays(LocalDate date, int weeks) => [.. Enumerable.Range(1, weeks).Select(week => date.PlusWeeks(-week))];

    /// <summary>
    /// On how many of those weekdays the meal was ordered, when it was missed at <paramref name="site"/>; null otherwise. It is missed
    /// where it was ordered last, and only when there is no order at all for the day: who ordered another meal, or cancelled one, is up.
    /// </summary>
    /// <param name="usual">The resident's orders of that meal on those weekdays that were not cancelled.</param>
    public static int? Missed(string site, MissedMealRule rule, IReadOnlyCollection<(LocalDate Date, string SiteCode)> usual, bool orderedAnythingToday)
    {
        var times = usual.Select(o => o.Date).Distinct().Count();
        return rule.Enabled && !orderedAnythingToday && times >= rule.AtLeast && usual.MaxBy(o => o.Date).SiteCode == site ? times : null;
    }
}
