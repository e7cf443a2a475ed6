using System.Text.Json;
using MealDispatch.Dispatch.Attempts;
using NodaTime;

namespace MealDispatch.Dispatch.Couriers.Dada;

/// <summary>Dada's codes in neutral words. What is not known here is null, never an exception.</summary>
internal static class DadaVocabulary
{
    public static AttemptState? State(string? status, AttemptState held) => status?.Trim() switch
    {
        "1" or "8" => AttemptState.Accepted,
        "2" => AttemptState.RiderAssigned,
        "100" => AttemptState.AtPickup,
        "3" => AttemptState.PickedUp,
        "4" => AttemptState.Delivered,
        "5" => AttemptState.Cancelled,
        "7" => AttemptState.Failed,
        "9" => AttemptState.Returning,
        "10" => AttemptState.Returned,
        "1000" => held.Rank() < AttemptState.Accepted.Rank() ? AttemptState.Rejected : AttemptState.Failed,
        _ => null,
    };

    /// <summary>
    /// What a query says: the times that the present state implies, oldest first, then the present state. Times of riders who are gone
    /// may still stand there and are not read.
    /// </summary>
    public static IReadOnlyList<CourierReport> Read(JsonElement order, AttemptState held)
    {
        var status = DadaUnsettled.StatusOf(order);
        if (State(status, held) is not { } present)
            return [];

        var rider = DadaUnsettled.RiderOf(order);
        var withRider = present is AttemptState.RiderAssigned or AttemptState.AtPickup;
        var carried = present is AttemptState.PickedUp or AttemptState.Delivered or AttemptState.Returning or AttemptState.Returned;
        var reports = new List<CourierReport>();
        Add(withRider || carried, AttemptState.RiderAssigned, "acceptTime");
        Add(carried, AttemptState.PickedUp, "fetchTime");
        reports.Add(new CourierReport
        {
            State = present,
            Rider = rider,
            ProviderTime = PresentSince(order, present),
            Authoritative = true,
            Failure = ReasonOf(present),
            RawCode = status,
        });
        return reports;

        void Add(bool happened, AttemptState state, string timeName)
        {
            if (happened && order.InstantAt(timeName) is { } at)
                reports.Add(new CourierReport { State = state, Rider = rider, ProviderTime = at });
        }
    }

    private static Instant? PresentSince(JsonElement order, AttemptState present) => present switch
    {
        AttemptState.RiderAssigned => order.InstantAt("acceptTime"),
        AttemptState.PickedUp => order.InstantAt("fetchTime"),
        AttemptState.Delivered => order.InstantAt("finishTime"),
        AttemptState.Cancelled => order.InstantAt("cancelTime"),
        _ => null,
    };

    private static FailureReason? ReasonOf(AttemptState state) => state switch
    {
        AttemptState.Cancelled => FailureReason.PlatformCancelled,
        AttemptState.Failed => FailureReason.NoCapacity,
        AttemptState.Rejected => FailureReason.Unknown,
        _ => null,
    };
}
