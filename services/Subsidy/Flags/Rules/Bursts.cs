using NodaTime;

namespace MealDispatch.Subsidy.Flags.Rules;

/// <summary>Many in little time.</summary>
internal static class Bursts
{
    /// <summary>Everything that lies in some stretch of that many seconds with at least that many in it; given in order of time.</summary>
    public static IEnumerable<T> Of<T>(IReadOnlyList<T> inOrder, Func<T, Instant> at, int atLeast, int seconds)
    {
        var (window, kept) = (Duration.FromSeconds(seconds), 0);
        for (int first = 0, last = 0; last < inOrder.Count; last++)
        {
            while (at(inOrder[last]) - at(inOrder[first]) > window)
                first++;
            if (last - first + 1 < atLeast)
                continue;
            for (kept = Math.Max(kept, first); kept <= last; kept++)
                yield return inOrder[kept];
        }
    }
}
