using System.Diagnostics;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Care.Alerts;

/// <summary>How long an alert may wait for somebody to take it.</summary>
internal static class AlertClock
{
    public static readonly Duration Urgent = Duration.FromMinutes(10);
    public static readonly Duration Concern = Duration.FromHours(2);

    public static bool IsAlerting(WelfareLevel level) => level != WelfareLevel.Well;

    public static Instant DueAt(WelfareLevel level, Instant reportedAt) => level switch
    {
        WelfareLevel.Urgent => reportedAt + Urgent,
        WelfareLevel.Concern => reportedAt + Concern,
        WelfareLevel.Well => throw new UnreachableException("A report that all is well raises no alert"),
    };
}
