using NodaTime;

namespace MealDispatch.Dispatch.Couriers;

/// <summary>Settings <c>Couriers</c>.</summary>
internal sealed class CourierOptions
{
    /// <summary>Real seconds between two questions about a live attempt.</summary>
    public double PollSeconds { get; set; } = 30;

    /// <summary>Real seconds that one call may take.</summary>
    public double TimeoutSeconds { get; set; } = 5;

    /// <summary>Real minutes that a courier has to find a rider before the next one is asked.</summary>
    public double AssignMinutes { get; set; } = 15;

    /// <summary>Minutes after a rider turned back until his meal counts as returned, at couriers that wait for our word.</summary>
    public double ReturnMinutes { get; set; } = 60;

    public TimeSpan Poll => TimeSpan.FromSeconds(PollSeconds);

    public Duration Return => Duration.FromMinutes(ReturnMinutes);

    public TimeSpan Timeout => TimeSpan.FromSeconds(TimeoutSeconds);

    /// <summary>A call that was begun and never noted, because its process died, is taken up again after this.</summary>
    public TimeSpan Lease => 4 * Timeout;

    /// <summary>Real seconds until the next try.</summary>
    public static TimeSpan Backoff(int tries) => TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(tries, 10)), 30));
}
