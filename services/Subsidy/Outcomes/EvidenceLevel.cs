using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;

namespace MealDispatch.Subsidy.Outcomes;

/// <summary>
/// How well a meal is proven, from 0 to 4; README says what each level needs on each channel. Settlement never takes less than
/// <see cref="Evidenced"/>.
/// </summary>
internal static class EvidenceLevel
{
    /// <summary>Nothing points to a meal.</summary>
    public const int None = 0;

    /// <summary>One side says so: the kitchen, the staff, or one half of a delivery.</summary>
    public const int Claimed = 1;

    /// <summary>The channel's evidence: pickup and delivery; card, or override with a reason.</summary>
    public const int Evidenced = 2;

    /// <summary>It is known who: a courier of record, or the resident's own card.</summary>
    public const int Attributed = 3;

    /// <summary>Packed, brought to the door or taken with the card, and paid.</summary>
    public const int Full = 4;

    /// <param name="arrivalMeters">How near the door a delivery must end to be <see cref="Full"/>.</param>
    public static int Of(MealEvidence evidence, Fulfilment channel, int arrivalMeters) =>
        channel == Fulfilment.Delivery ? OfDelivery(evidence, arrivalMeters) : OfCounter(evidence, channel);

    private static int OfDelivery(MealEvidence e, int arrivalMeters)
    {
        // At a door that nobody opened the courier's failure stands in place of the delivery, unless somebody took the meal elsewhere.
        var end = e.DeliveredAt ?? (e.TakenAt is null && e.Failure is DeliveryFailure.NoAnswer or DeliveryFailure.Refused ? e.FailedAt : null);
        if (e.PickedUpAt is not { } pickedUp || end is null)
            return Prepared(e) || e.PickedUpAt is not null || end is not null || e.TakenAt is not null ? Claimed : None;
        if (e.Provider is null || (e.ProviderReference ?? e.RiderName) is null || end < pickedUp)
            return Evidenced;
        return e is { DeliveredAt: not null, PackedAt: not null, IsPaid: true } && e.DistanceMeters <= arrivalMeters ? Full : Attributed;
    }

    private static int OfCounter(MealEvidence e, Fulfilment channel) => e switch
    {
        { TakenAt: null } => Prepared(e) || e.NotCollectedAt is not null ? Claimed : None,
        { Presence: PresenceEvidence.Override } => string.IsNullOrWhiteSpace(e.OverrideReason) ? Claimed : Evidenced,
        { Presence: PresenceEvidence.Card } => e.IsPaid && (channel == Fulfilment.DineIn || e.PackedAt is not null) ? Full : Attributed,
        _ => Claimed,
    };

    private static bool Prepared(MealEvidence e) => e.PrintedAt is not null || e.PackedAt is not null;
}
