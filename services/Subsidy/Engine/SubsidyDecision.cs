using System.Text.Json.Serialization;

namespace MealDispatch.Subsidy.Engine;

/// <summary>What the engine decided, and why, step by step.</summary>
/// <param name="Grants">In the order they were given, those to the operator included; none is zero.</param>
/// <param name="TotalFen">What the resident pays less: grants to the operator are not in it.</param>
internal sealed record SubsidyDecision(
    IReadOnlyList<Grant> Grants,
    IReadOnlyList<Refusal> Refusals,
    long TotalFen,
    IReadOnlyList<SchemeStep> Steps,
    Explanation Explanation);

/// <param name="FoodFen">Part of the amount that pays for food; the rest pays for the delivery.</param>
internal sealed record Grant(
    string Scheme,
    int Version,
    string Tier,
    long AmountFen,
    Payee Payee,
    long FoodFen,
    long DeliveryFen,
    IReadOnlyList<FunderPart> Funders,
    OnNoShow OnNoShow,
    [property: JsonIgnore] string RightKey);

/// <summary>What one budget gives of a grant.</summary>
/// <param name="ShareFen">Its share before its budget was looked at.</param>
/// <param name="LeftFen">What its budget had.</param>
internal sealed record FunderPart(string Budget, long ShareFen, long LeftFen, long GivenFen);

/// <param name="Scheme">Null when the reason is about the resident and not about one scheme.</param>
internal sealed record Refusal(string? Scheme, int? Version, RefusalReason Reason, UsedBy? UsedBy = null);

/// <summary>In the order in which they are looked at; the first that is true is the one given.</summary>
internal enum RefusalReason
{
    ResidentNotActive,
    NotInForce,
    Site,
    MealPeriod,
    Channel,
    NoTier,
    MinSpend,
    NothingLeft,
    DayRightUsed,
    MealPeriodRightUsed,
    MonthMealsUsed,
    MonthAmountUsed,
    BudgetExhausted,
    GroupExcluded,
}

/// <summary>Every intermediate number of one scheme; null from where it was refused on.</summary>
internal sealed record SchemeStep(string Scheme, int Version)
{
    public string? Tier { get; init; }

    /// <summary>Full years on the service date.</summary>
    public int? Age { get; init; }

    /// <summary>What the benefit is computed on.</summary>
    public long? BaseFen { get; init; }

    /// <summary>The benefit, a percentage already rounded, before the cap.</summary>
    public long? BenefitFen { get; init; }

    public long? CappedFen { get; init; }

    /// <summary>What earlier grants left to pay of the base.</summary>
    public long? LeftToPayFen { get; init; }

    /// <summary>What the month's limit leaves; null when there is none.</summary>
    public long? MonthLeftFen { get; init; }

    /// <summary>After cap, what is left to pay, and the month's limit; before the budgets.</summary>
    public long? DueFen { get; init; }

    public IReadOnlyList<FunderPart> Funders { get; init; } = [];

    /// <summary>What the budgets give of it; also of a member that its group then excludes.</summary>
    public long? AmountFen { get; init; }

    /// <summary>Null when granted.</summary>
    public RefusalReason? Reason { get; init; }

    /// <summary>Which meal of the service date this would be, counted over the group.</summary>
    public long? MealOfDay { get; init; }
}

/// <summary>One sentence that an elder can read.</summary>
internal sealed record Explanation(string Zh, string En);
