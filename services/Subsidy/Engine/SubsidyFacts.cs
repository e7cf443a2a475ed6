using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using NodaTime;

namespace MealDispatch.Subsidy.Engine;

/// <summary>Everything a decision depends on. Nothing else is read: the same facts give the same decision for ever.</summary>
/// <param name="Schemes">Those of the resident's subdistrict; of each code one version at most.</param>
/// <param name="Usage">By scheme code, all its versions; missing is zero.</param>
internal sealed record SubsidyFacts(
    ResidentFacts Resident,
    string SiteCode,
    LocalDate ServiceDate,
    MealPeriod MealPeriod,
    Fulfilment Channel,
    long FoodFen,
    long DeliveryFeeFen,
    IReadOnlyList<Scheme> Schemes,
    IReadOnlyDictionary<string, Usage> Usage,
    IReadOnlyList<BudgetLeft> Budgets);

/// <param name="Status">On the service date.</param>
internal sealed record ResidentFacts(ResidentStatus Status, LocalDate BirthDate, IReadOnlyList<ResidentCategory> Categories)
{
    public bool Holds(string category, LocalDate on)
    {
        foreach (var held in Categories)
            if (held.Code == category && !(on < held.From) && !(on > held.To))
                return true;
        return false;
    }

    public bool HoldsAny(IReadOnlyList<string> categories, LocalDate on) => categories.Any(category => Holds(category, on));
}

/// <summary>Rights of one scheme, reserved or consumed: on the service date, in its meal period, in its calendar month.</summary>
/// <param name="DayUsedBy">Who took the service date's last right, for the refusal's text; null when not known.</param>
/// <param name="MealPeriodUsedBy">Who took the last right of that date's meal period; null when not known.</param>
internal sealed record Usage(
    long DayMeals, long MealPeriodMeals, long MonthMeals, long MonthFen, UsedBy? DayUsedBy = null, UsedBy? MealPeriodUsedBy = null);

/// <summary>Where a right went.</summary>
/// <param name="At">When it was taken, in the town's time.</param>
internal sealed record UsedBy(string SiteCode, string SiteName, Guid OrderId, string OrderNumber, MealPeriod MealPeriod, OffsetDateTime At);

/// <summary>What a budget can still give on the service date.</summary>
internal sealed record BudgetLeft(string Code, long LeftFen, WhenExhausted WhenExhausted);

/// <summary>A share above what is left: refuse the whole grant, or give what there is.</summary>
internal enum WhenExhausted { Stop, Partial }
