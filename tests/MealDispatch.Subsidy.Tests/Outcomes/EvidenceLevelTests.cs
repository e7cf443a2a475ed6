using MealDispatch.BuildingBlocks;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Dispatch;
using MealDispatch.Subsidy.Outcomes;
using NodaTime;

namespace MealDispatch.Subsidy.Tests.Outcomes;

/// <summary>Each step of the ladder by what it needs, and each thing that a step above lacks.</summary>
public sealed class EvidenceLevelTests
{
    private static readonly Instant At = Instant.FromUtc(2025, 7, 1, 4, 0);

    private static readonly Dictionary<string, (Fulfilment Channel, Action<MealEvidence>[] Facts, int Level)> Meals = new()
    {
        ["delivery, nothing known"] = (Fulfilment.Delivery, [], 0),
        ["delivery, packed only"] = (Fulfilment.Delivery, [Packed], 1),
        ["delivery, printed only"] = (Fulfilment.Delivery, [e => e.PrintedAt = At], 1),
        ["delivery, picked up only"] = (Fulfilment.Delivery, [PickedUp], 1),
        ["delivery, delivered without pickup"] = (Fulfilment.Delivery, [Delivered, Packed, Paid], 1),
        ["delivery, taken at the counter instead"] = (Fulfilment.Delivery, [Card, Packed, Paid], 1),
        ["delivery, courier without number or rider"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid, e => e.ProviderReference = null], 2),
        ["delivery, delivered before it was picked up"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid, e => e.DeliveredAt = At.Minus(Duration.FromMinutes(1))], 2),
        ["delivery, rider known by name only"] = (Fulfilment.Delivery, [PickedUp, Delivered, e => (e.ProviderReference, e.RiderName) = (null, "骑手01")], 3),
        ["delivery, not packed"] = (Fulfilment.Delivery, [PickedUp, Delivered, Paid], 3),
        ["delivery, not paid"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed], 3),
        ["delivery, paid and given back"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid, e => e.RefundedFen = 900], 3),
        ["delivery, ended 300 m away"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid, e => e.DistanceMeters = 300], 4),
        ["delivery, ended 301 m away"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid, e => e.DistanceMeters = 301], 3),
        ["delivery, end's place unknown"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid, e => e.DistanceMeters = null], 3),
        ["delivery, everything"] = (Fulfilment.Delivery, [PickedUp, Delivered, Packed, Paid], 4),
        ["delivery, no answer at the door"] = (Fulfilment.Delivery, [PickedUp, NoAnswer, Packed, Paid], 3),
        ["delivery, no answer without pickup"] = (Fulfilment.Delivery, [NoAnswer, Packed, Paid], 1),
        ["delivery, taken elsewhere and no answer at the door"] = (Fulfilment.Delivery, [Card, PickedUp, NoAnswer, Packed, Paid], 1),
        ["delivery, lost on the way"] = (Fulfilment.Delivery, [PickedUp, NoAnswer, e => e.Failure = DeliveryFailure.Other], 1),
        ["pickup, nothing known"] = (Fulfilment.Pickup, [], 0),
        ["pickup, not collected"] = (Fulfilment.Pickup, [Packed, Paid, e => e.NotCollectedAt = At], 1),
        ["pickup, neither card nor reason"] = (Fulfilment.Pickup, [Packed, Paid, e => (e.TakenAt, e.Presence) = (At, PresenceEvidence.None)], 1),
        ["pickup, override without a reason"] = (Fulfilment.Pickup, [Packed, Paid, Override, e => e.OverrideReason = " "], 1),
        ["pickup, override with a reason"] = (Fulfilment.Pickup, [Packed, Paid, Override], 2),
        ["pickup, card, not paid"] = (Fulfilment.Pickup, [Packed, Card], 3),
        ["pickup, card, not packed"] = (Fulfilment.Pickup, [Paid, Card], 3),
        ["pickup, everything"] = (Fulfilment.Pickup, [Packed, Paid, Card], 4),
        ["dine-in, nothing known"] = (Fulfilment.DineIn, [], 0),
        ["dine-in, neither card nor reason"] = (Fulfilment.DineIn, [Paid, e => (e.TakenAt, e.Presence) = (At, PresenceEvidence.None)], 1),
        ["dine-in, override with a reason"] = (Fulfilment.DineIn, [Paid, Override], 2),
        ["dine-in, card, not paid"] = (Fulfilment.DineIn, [Card], 3),
        ["dine-in, everything: it is not packed"] = (Fulfilment.DineIn, [Paid, Card], 4),
    };

    public static TheoryData<string> Names => [.. Meals.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Level_OfAMeal_IsWhatTheLadderSays(string meal)
    {
        var (channel, facts, level) = Meals[meal];
        var evidence = new MealEvidence { OrderId = Ids.Of(meal) };
        foreach (var fact in facts)
            fact(evidence);

        Assert.Equal(level, EvidenceLevel.Of(evidence, channel, arrivalMeters: 300));
    }

    private static void Packed(MealEvidence e) => e.NotePacked(At);

    private static void Paid(MealEvidence e) => (e.PayableFen, e.PaymentMethod) = (900, PaymentMethod.MealAccount);

    private static void PickedUp(MealEvidence e) => (e.PickedUpAt, e.Provider, e.ProviderReference) = (At, "fengniao-v2", "FN-1");

    private static void Delivered(MealEvidence e) => (e.DeliveredAt, e.Provider, e.DistanceMeters) = (At, "fengniao-v2", 12);

    private static void NoAnswer(MealEvidence e) => (e.FailedAt, e.Failure) = (At, DeliveryFailure.NoAnswer);

    private static void Card(MealEvidence e) => (e.TakenAt, e.Presence) = (At, PresenceEvidence.Card);

    private static void Override(MealEvidence e) => (e.TakenAt, e.Presence, e.OverrideReason) = (At, PresenceEvidence.Override, "忘带卡");
}
