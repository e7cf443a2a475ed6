using NodaTime;

namespace MealDispatch.Dispatch.Attempts;

/// <summary>Couriers live in real time, facts in business time: the demo clock may stand between them.</summary>
internal static class CourierTime
{
    /// <summary>
    /// When a thing happened by business time: the courier's time where it gives one, never before the attempt and never in the
    /// future, whatever the courier's clock says.
    /// </summary>
    public static Instant ToBusiness(Instant? providerTime, Instant attemptCreatedAt, Instant now, Instant realNow)
    {
        if (providerTime is not { } at)
            return now;
        var business = at + (now - realNow);
        return Instant.Min(Instant.Max(business, attemptCreatedAt), now);
    }

    /// <summary>A time ahead, like an estimate of arrival.</summary>
    public static Instant? AheadToBusiness(Instant? providerTime, Instant now, Instant realNow) => providerTime + (now - realNow);

    public static Instant ToReal(Instant business, Instant now, Instant realNow) => business - (now - realNow);
}
