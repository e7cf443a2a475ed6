namespace MealDispatch.Dispatch.Attempts;

/// <summary>Where one submission to one courier stands, in words common to all couriers.</summary>
internal enum AttemptState
{
    /// <summary>Stored, and on its way to the courier for the first time.</summary>
    Submitting,

    /// <summary>The courier's answer was lost: only a query or a callback leaves this state.</summary>
    Unknown,

    /// <summary>The courier has the order, and has not said yet whether it takes it.</summary>
    Submitted,
    Accepted,
    RiderAssigned,
    AtPickup,
    PickedUp,
    AtDropoff,
    Returning,
    Delivered,
    Returned,

    /// <summary>Refused before any rider had it.</summary>
    Rejected,
    Cancelled,
    Failed,
}

internal static class AttemptStates
{
    private const int Terminal = 100;

    /// <summary>Reports only ever raise the rank; a changed rider is the exception.</summary>
    public static int Rank(this AttemptState state) => state switch
    {
        AttemptState.Submitting or AttemptState.Unknown => 0,
        AttemptState.Submitted => 5,
        AttemptState.Accepted => 10,
        AttemptState.RiderAssigned => 20,
        AttemptState.AtPickup => 30,
        AttemptState.PickedUp => 40,
        AttemptState.AtDropoff => 50,
        AttemptState.Returning => 60,
        AttemptState.Delivered or AttemptState.Returned or AttemptState.Rejected or AttemptState.Cancelled
            or AttemptState.Failed => Terminal,
    };

    public static bool IsTerminal(this AttemptState state) => state.Rank() == Terminal;

    /// <summary>The meal has left the site and is in the rider's hands.</summary>
    public static bool IsWithRider(this AttemptState state) =>
        state is AttemptState.PickedUp or AttemptState.AtDropoff or AttemptState.Returning;

    public static bool AwaitsPickup(this AttemptState state) => state is AttemptState.RiderAssigned or AttemptState.AtPickup;
}
