using MealDispatch.Subsidy.Engine;

namespace MealDispatch.Subsidy.Schemes;

/// <summary>
/// A copay computed on the original price after another grant would not leave the resident with what it says: such a pair is
/// refused, whichever of the two is saved last.
/// </summary>
internal static class SchemesMustMakeSense
{
    /// <summary>The first of the others with which the scheme cannot stand; null when it can with all.</summary>
    public static Scheme? FirstConflict(Scheme scheme, IEnumerable<Scheme> others) =>
        others.FirstOrDefault(other => other.Code != scheme.Code && (IsSpoilt(scheme, other) || IsSpoilt(other, scheme)));

    private static bool IsSpoilt(Scheme copay, Scheme before) =>
        copay.Stacking.On == StackedOn.Original
        && copay.Payee == Payee.Resident
        && before.Payee == Payee.Resident
        && copay.Tiers.Any(tier => tier.Benefit is Benefit.Copay)
        && ComesBefore(before, copay)
        && (copay.Stacking.Group is null || copay.Stacking.Group != before.Stacking.Group)
        && CanMeet(copay, before);

    private static bool ComesBefore(Scheme a, Scheme b) =>
        a.Stacking.Order != b.Stacking.Order
            ? a.Stacking.Order < b.Stacking.Order
            : string.CompareOrdinal(a.Code, b.Code) < 0;

    /// <summary>Whether some meal may be decided by both.</summary>
    public static bool CanMeet(Scheme a, Scheme b) =>
        !(a.EffectiveTo < b.EffectiveFrom)
        && !(b.EffectiveTo < a.EffectiveFrom)
        && (a.Base == SubsidyBase.FoodAndDelivery || b.Base == SubsidyBase.FoodAndDelivery || a.Base == b.Base)
        && Share(a.Sites, b.Sites)
        && Share(a.MealPeriods, b.MealPeriods)
        && Share(a.Channels, b.Channels);

    private static bool Share<T>(IReadOnlyList<T>? a, IReadOnlyList<T>? b) => a is null || b is null || a.Any(b.Contains);
}
