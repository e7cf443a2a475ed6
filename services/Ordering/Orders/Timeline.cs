using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>What can happen to an order, in the order in which it usually does.</summary>
internal enum TimelineEvent
{
    Placed,
    SubsidyDecided,
    Paid,
    Confirmed,
    Preparing,
    Packed,

    /// <summary>Staff took back that it was packed.</summary>
    Unpacked,
    CourierRequested,
    RiderAssigned,
    RiderAtSite,
    PickedUp,
    AtDoor,
    Delivered,
    Collected,
    Cancelled,
    Failed,
    Refunded,
}

/// <summary>One line of an order's timeline.</summary>
/// <param name="At">When it happened, which may be long before it was told.</param>
/// <param name="Event">What happened.</param>
/// <param name="By">Who did it: <c>resident</c>, <c>family</c>, <c>staff</c>, <c>kitchen</c>, <c>courier</c> or <c>system</c>.</param>
/// <param name="Text">The same for people.</param>
internal sealed record TimelineEntry(Instant At, TimelineEvent Event, string By, string Text);

internal static class Timeline
{
    /// <summary>Adds a line at its place in time; a line that is there already is not added again.</summary>
    public static IReadOnlyList<TimelineEntry> With(this IReadOnlyList<TimelineEntry> timeline, TimelineEntry entry) =>
        timeline.Any(e => e.Event == entry.Event && IsTheSame(e, entry))
            ? timeline
            : [.. timeline.Append(entry).OrderBy(e => e.At).ThenBy(e => e.Event)];

    /// <summary>A courier may be asked again, and a rider may change; packing may be taken back and done again.</summary>
    private static bool IsTheSame(TimelineEntry known, TimelineEntry entry) => entry.Event switch
    {
        TimelineEvent.CourierRequested or TimelineEvent.RiderAssigned => known.Text == entry.Text,
        TimelineEvent.Packed or TimelineEvent.Unpacked => known.At == entry.At,
        _ => true,
    };
}
