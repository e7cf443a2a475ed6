using MealDispatch.Contracts;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Review;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>How kitchen tally, courier statement and payments disagree about one order.</summary>
internal enum DifferenceKind
{
    /// <summary>Granted, but the kitchen never packed it.</summary>
    NotPacked,

    /// <summary>Granted as a delivery that no courier picked up and brought.</summary>
    NotDelivered,

    /// <summary>Granted, but the own share was never paid.</summary>
    NotPaid,

    /// <summary>Granted, but the own share went back to the resident.</summary>
    PaymentReturned,

    /// <summary>Paid another amount than the price less the subsidy.</summary>
    PaidOtherwise,

    /// <summary>Delivered or handed over, but the subsidy was released.</summary>
    ReceivedNotGranted,

    /// <summary>The subsidy was released, but the own share was kept.</summary>
    PaymentKept,

    /// <summary>Nobody said how the meal ended.</summary>
    StillOpen,

    /// <summary>The courier bills an order that is none of ours, or that another one carried.</summary>
    OnStatementOnly,

    /// <summary>Delivered, or kept as a no-show, and not on the statement of the courier that carried it.</summary>
    NotOnStatement,

    /// <summary>Delivered, and cancelled or failed by the statement.</summary>
    StatementSaysNotDelivered,

    /// <summary>Delivered by the statement, and not by what the courier told when it happened.</summary>
    StatementSaysDelivered,

    /// <summary>Billed at another fee than the courier asked when it delivered.</summary>
    FeeDiffers,

    /// <summary>Billed more than once.</summary>
    TwiceOnStatement,
}

/// <summary>The three accounts of a meal side by side. Payments that do not match keep the meal out of the settlement.</summary>
internal static class ThreeWayMatch
{
    public static IEnumerable<DifferenceKind> DifferencesOf(MealToSettle meal)
    {
        var e = meal.Evidence;
        switch (meal.State)
        {
            case DecisionState.Open:
                yield return DifferenceKind.StillOpen;
                break;
            case DecisionState.Released:
                if (e.DeliveredAt is not null || e.TakenAt is not null)
                    yield return DifferenceKind.ReceivedNotGranted;
                if (e is { PaymentMethod: PaymentMethod.MealAccount, PayableFen: > 0, IsPaid: true })
                    yield return DifferenceKind.PaymentKept;
                break;
            case DecisionState.Consumed when meal.Counts:
                if (meal.Channel != Fulfilment.DineIn && e.PackedAt is null)
                    yield return DifferenceKind.NotPacked;
                if (meal.Channel == Fulfilment.Delivery && !meal.NoShow && (e.PickedUpAt is null || e.DeliveredAt is null))
                    yield return DifferenceKind.NotDelivered;
                if (e.RefundedFen is not null)
                    yield return DifferenceKind.PaymentReturned;
                else if (meal.PayableFen > 0 && !e.IsPaid)
                    yield return DifferenceKind.NotPaid;
                else if (e.PayableFen is { } paid && paid != meal.PayableFen)
                    yield return DifferenceKind.PaidOtherwise;
                break;
            case DecisionState.Consumed:
                break;
        }
    }

    /// <summary>Null when the meal is settled all the same.</summary>
    public static HoldReason? HoldOf(DifferenceKind kind) => kind switch
    {
        DifferenceKind.NotPaid => HoldReason.NotPaid,
        DifferenceKind.PaymentReturned => HoldReason.PaymentReturned,
        DifferenceKind.PaidOtherwise => HoldReason.PaidOtherwise,
        DifferenceKind.NotPacked or DifferenceKind.NotDelivered or DifferenceKind.ReceivedNotGranted or DifferenceKind.PaymentKept
            or DifferenceKind.StillOpen or DifferenceKind.OnStatementOnly or DifferenceKind.NotOnStatement or DifferenceKind.StatementSaysNotDelivered
            or DifferenceKind.StatementSaysDelivered or DifferenceKind.FeeDiffers or DifferenceKind.TwiceOnStatement => null,
    };
}
