using System.Diagnostics;

namespace MealDispatch.BuildingBlocks;

/// <summary>
/// Named points at which a debug build kills its own process when <c>MEALDISPATCH_CRASH_AT</c> says <c>name:n</c> (the n-th
/// time it gets there). Release builds have none of it.
/// </summary>
public static class CrashPoints
{
    private static readonly string? Armed = Environment.GetEnvironmentVariable("MEALDISPATCH_CRASH_AT");
    private static int reached;

    [Conditional("DEBUG")]
    public static void Reach(string point)
    {
        if (Armed is null || Armed.Split(':') is not [var name, var nth] || name != point)
            return;
        if (Interlocked.Increment(ref reached) >= int.Parse(nth, System.Globalization.CultureInfo.InvariantCulture))
            Process.GetCurrentProcess().Kill();
    }
}
