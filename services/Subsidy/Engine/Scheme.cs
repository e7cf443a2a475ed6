using System.Text.Json.Serialization;
using MealDispatch.Contracts;
using NodaTime;

namespace MealDispatch.Subsidy.Engine;

/// <summary>One version of a subsidy rule set, as <c>docs</c> and the API write it.</summary>
/// <param name="Version">Counts from 1; a new version ends its predecessor the day before it starts.</param>
/// <param name="EffectiveFrom">First service date, inclusive.</param>
/// <param name="EffectiveTo">Last service date, inclusive; null is open.</param>
/// <param name="Sites">Site codes that qualify; null is all of them.</param>
/// <param name="MealPeriods">Null is all.</param>
/// <param name="Channels">The engine's word for an order's fulfilment; null is all.</param>
/// <param name="Tiers">In order: the first whose condition holds applies.</param>
internal sealed record Scheme(
    string Code,
    string Name,
    string Subdistrict,
    int Version,
    LocalDate EffectiveFrom,
    LocalDate? EffectiveTo,
    IReadOnlyList<string>? Sites,
    IReadOnlyList<MealPeriod>? MealPeriods,
    IReadOnlyList<Fulfilment>? Channels,
    SubsidyBase Base,
    MinSpend? MinSpend,
    IReadOnlyList<Tier> Tiers,
    Limits Limits,
    Rounding Rounding,
    Stacking Stacking,
    IReadOnlyList<Funder> Funders,
    Payee Payee,
    OnNoShow OnNoShow)
{
    /// <summary>What limits are counted over: the group if there is one, else the scheme's own code.</summary>
    [JsonIgnore]
    public string RightKey => Stacking.Group is null ? "scheme:" + Code : "group:" + Stacking.Group;
}

/// <summary>Which part of the bill the benefit is computed on and limited by.</summary>
internal enum SubsidyBase
{
    Food,
    [JsonStringEnumMemberName("food+delivery")] FoodAndDelivery,
    Delivery,
}

/// <summary>The food sum before any subsidy must reach (strict: exceed) this.</summary>
internal sealed record MinSpend(long Fen, bool Strict);

internal sealed record Tier(string Name, TierCondition When, Benefit Benefit);

/// <summary>Ages in full years on the service date, both inclusive; categories are codes held on that date.</summary>
internal sealed record TierCondition(
    long? MinAge,
    long? MaxAge,
    IReadOnlyList<string> AnyOf,
    IReadOnlyList<string> AllOf,
    IReadOnlyList<string> NoneOf);

[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(PercentOff), "percent")]
[JsonDerivedType(typeof(Fixed), "fixed")]
[JsonDerivedType(typeof(Copay), "copay")]
internal abstract record Benefit
{
    private Benefit() { }

    public abstract T Match<T>(Func<PercentOff, T> percentOff, Func<Fixed, T> @fixed, Func<Copay, T> copay);

    /// <summary>A part of the base, rounded, then capped.</summary>
    internal sealed record PercentOff(decimal Percent, long? CapFen) : Benefit
    {
        public override T Match<T>(Func<PercentOff, T> percentOff, Func<Fixed, T> @fixed, Func<Copay, T> copay) => percentOff(this);
    }

    internal sealed record Fixed(long AmountFen) : Benefit
    {
        public override T Match<T>(Func<PercentOff, T> percentOff, Func<Fixed, T> @fixed, Func<Copay, T> copay) => @fixed(this);
    }

    /// <summary>The resident pays so much; the subsidy is what the price exceeds it by.</summary>
    internal sealed record Copay(long ResidentPaysFen, long? CapFen) : Benefit
    {
        public override T Match<T>(Func<PercentOff, T> percentOff, Func<Fixed, T> @fixed, Func<Copay, T> copay) => copay(this);
    }
}

/// <summary>For one resident, over reserved and consumed rights of all versions and all members of the group; null is none.</summary>
internal sealed record Limits(long? MealsPerDay, long? MealsPerMealPeriod, long? MealsPerMonth, long? FenPerMonth)
{
    public static readonly Limits None = new(null, null, null, null);
}

internal enum RoundingMode { Down, HalfUp }

/// <summary>Applies to a percentage before the cap: to a multiple of <paramref name="UnitFen"/>.</summary>
internal sealed record Rounding(RoundingMode Mode, long UnitFen);

internal enum StackedOn { Original, Remaining }

/// <param name="Order">Ascending; ties by code, ordinal.</param>
/// <param name="Group">Schemes of one group exclude each other; null is none.</param>
/// <param name="On">The full base, or what earlier grants left to pay of it.</param>
internal sealed record Stacking(long Order, string? Group, StackedOn On);

/// <summary>One budget's part of each grant; shares of a scheme add to 100.</summary>
internal sealed record Funder(string Budget, decimal SharePercent);

internal enum Payee { Resident, Operator }

/// <summary>The meal was ready and nobody took it: does the right stay used and the canteen paid?</summary>
internal enum OnNoShow { Consume, Release }
