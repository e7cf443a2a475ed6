using MealDispatch.Contracts;
using MealDispatch.Subsidy.Reports;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.ListDecisions;

/// <param name="Subdistrict">The resident's, which pays.</param>
/// <param name="SiteSubdistrict">The site's; null until the site is known here.</param>
/// <param name="Community">The resident's; null when it is not known, and for residents of another town.</param>
/// <param name="TotalFen">Granted to the resident at placement.</param>
/// <param name="Money">Where the money is; null when none is in it.</param>
/// <param name="SubsidyFen">Of what is not given back, and of the grants that the filter looks at: to the resident.</param>
/// <param name="OperatorFen">Likewise, to the site.</param>
internal sealed record DecisionRow(
    Guid Id, string OrderNumber, string Subdistrict, string? SiteSubdistrict, string SiteCode, string? Community, LocalDate ServiceDate, MealPeriod MealPeriod,
    Fulfilment Channel, DecisionState Status, bool NoShow, long FoodFen, long DeliveryFeeFen, long TotalFen, MealMoney? Money, long SubsidyFen, long OperatorFen)
{
    public static DecisionRow Of(MealGrants m, MealFilter filter, string own)
    {
        var (subsidy, ofOperator) = GrantPart.Sums(filter.PartsOf(m, byFunder: false));
        return new DecisionRow(
            m.Id, m.OrderNumber, m.Subdistrict, m.SiteSubdistrict, m.SiteCode, m.Subdistrict == own ? m.Community : null, m.ServiceDate, m.MealPeriod, m.Channel,
            m.State, m.NoShow, m.FoodFen, m.DeliveryFeeFen, m.TotalFen, m.Money, subsidy, ofOperator);
    }
}
