using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MealDispatch.BuildingBlocks;

/// <summary>
/// Named points at which a debug build kills its own process. <c>MEALDISPATCH_CRASH_FILE</c> names a file; once that file is
/// there and says <c>name:n</c>, the process dies the n-th time it then gets to the point. Release builds have none of it.
/// </summary>
public static class CrashPoints
{
    private static readonly string? OrdersToDie = Environment.GetEnvironmentVariable("MEALDISPATCH_CRASH_FILE");
    private static int reached;

    [Conditional("DEBUG")]
    public static void Reach(string point)
    {
        if (!File.Exists(OrdersToDie) || File.ReadAllText(OrdersToDie).Split(':') is not [var name, var nth] || name != point)
            return;
        if (Interlocked.Increment(ref reached) >= int.Parse(nth, CultureInfo.InvariantCulture))
            Process.GetCurrentProcess().Kill();
    }

    /// <summary>The point is reached after each statement that the context sends without reading rows.</summary>
    [Conditional("DEBUG")]
    internal static void ReachAfterStatements(string point, DbContextOptionsBuilder options)
    {
        if (OrdersToDie is not null)
            options.AddInterceptors(new AfterStatements(point));
    }

    private sealed class AfterStatements(string point) : DbCommandInterceptor
    {
        public override ValueTask<int> NonQueryExecutedAsync(
            DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
        {
            Reach(point);
            return new(result);
        }
    }
}
