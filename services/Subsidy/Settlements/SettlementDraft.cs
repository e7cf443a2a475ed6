using MealDispatch.Contracts;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Outcomes;
using MealDispatch.Subsidy.Review;
using NodaTime;

namespace MealDispatch.Subsidy.Settlements;

/// <summary>A subsidised meal with all that settling it depends on. Fen.</summary>
/// <param name="InMonth">Of the settlement's month; else of an earlier one that is locked.</param>
/// <param name="RequiredLevel">What the payer asks of its schemes' meals.</param>
/// <param name="ClawBackOpen">Somebody asked to claw it back.</param>
/// <param name="SettledElsewhere">Another settlement has it.</param>
internal sealed record MealToSettle(
    Guid DecisionId, Guid OrderId, string OrderNumber, string Payer, LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel, DecisionState State,
    bool NoShow, long FoodFen, long PayableFen, long ResidentFen, long OperatorFen, MealEvidence Evidence, int ArrivalMeters, int RequiredLevel,
    ReviewStatus? Review, bool ClawBackOpen, bool SettledElsewhere, bool InMonth)
{
    public int Level => EvidenceLevel.Of(Evidence, Channel, ArrivalMeters);

    /// <summary>Kept and worth something: what a settlement is about.</summary>
    public bool Counts => State == DecisionState.Consumed && ResidentFen + OperatorFen > 0;
}

/// <summary>A meal that settlement does not take by itself, and why.</summary>
internal sealed record HeldMeal(MealToSettle Meal, IReadOnlyList<HoldReason> Reasons);

/// <summary>Which meals a settlement takes, which wait for an officer, and where the three accounts differ.</summary>
internal sealed record SettlementDraft(
    IReadOnlyList<MealToSettle> Taken, IReadOnlyList<HeldMeal> Held, IReadOnlyList<(MealToSettle Meal, DifferenceKind Kind)> Differences)
{
    public static SettlementDraft Of(IReadOnlyList<MealToSettle> meals)
    {
        var (taken, held) = (new List<MealToSettle>(), new List<HeldMeal>());
        foreach (var meal in meals.Where(m => m.Counts && !m.SettledElsewhere))
        {
            var reasons = HoldReasons(meal);
            if (reasons.Count == 0)
                taken.Add(meal);
            else
                held.Add(new HeldMeal(meal, reasons));
        }

        return new SettlementDraft(taken, held, [.. meals.Where(m => m.InMonth).SelectMany(m => ThreeWayMatch.DifferencesOf(m).Select(kind => (m, kind)))]);
    }

    /// <summary>An accepted meal is taken, whatever its evidence; a claw-back that is asked for holds every meal.</summary>
    private static List<HoldReason> HoldReasons(MealToSettle meal)
    {
        if (meal.ClawBackOpen)
            return [HoldReason.ClawBackRequested];
        if (meal.Review == ReviewStatus.Accepted)
            return [];
        var reasons = new List<HoldReason>();
        if (meal.Level < meal.RequiredLevel)
            reasons.Add(HoldReason.EvidenceTooWeak);
        foreach (var kind in ThreeWayMatch.DifferencesOf(meal))
        {
            if (ThreeWayMatch.HoldOf(kind) is { } reason)
                reasons.Add(reason);
        }

        return reasons;
    }
}
