namespace MealDispatch.Dispatch.Couriers;

/// <summary>
/// How often one key of a courier may be used: a bucket of calls that fills with time, real time. After "too many calls" nobody calls
/// for a while, longer each time, and not all instances for the same while.
/// </summary>
internal sealed class CourierPace(double callsPerSecond, TimeProvider time)
{
    private const double SecondsOfBurst = 0.5;
    private const int LongestPause = 30;
    private readonly Lock gate = new();
    private double left = callsPerSecond * SecondsOfBurst;
    private DateTimeOffset filledAt = time.GetUtcNow();
    private DateTimeOffset pausedUntil = DateTimeOffset.MinValue;
    private int refusals;

    /// <summary>Calls that may be made now.</summary>
    public int Free
    {
        get
        {
            lock (gate)
            {
                Fill();
                return filledAt < pausedUntil ? 0 : (int)Math.Ceiling(Math.Max(left, 0));
            }
        }
    }

    /// <summary>A call is made, allowed or not.</summary>
    public void Spend()
    {
        lock (gate)
        {
            Fill();
            left--;
        }
    }

    /// <summary>A call was answered.</summary>
    public void Answered()
    {
        lock (gate)
            refusals = 0;
    }

    /// <summary>The courier wants fewer calls; null when it does not say for how long.</summary>
    public void SlowDown(TimeSpan? retryAfter)
    {
        lock (gate)
        {
            Fill();
            var pause = retryAfter ?? CourierOptions.Backoff(refusals++) * (0.5 + Random.Shared.NextDouble() / 2);
            var until = filledAt + (pause < TimeSpan.FromSeconds(LongestPause) ? pause : TimeSpan.FromSeconds(LongestPause));
            pausedUntil = until > pausedUntil ? until : pausedUntil;
        }
    }

    private void Fill()
    {
        var now = time.GetUtcNow();
        left = Math.Min(callsPerSecond * SecondsOfBurst, left + callsPerSecond * Math.Max(0, (now - filledAt).TotalSeconds));
        filledAt = now;
    }
}
