using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts.Subsidy;
using MealDispatch.Subsidy.Engine;

namespace MealDispatch.Subsidy.Decisions;

/// <summary>A decision in the words of the contracts; what is paid to the operator, or refused, is not the order's business.</summary>
internal static class DecisionMessages
{
    public static SubsidyDecided Decided(Decision decision, SubsidyFacts facts, SubsidyDecision decided) => new()
    {
        OrderId = decision.OrderId,
        DecisionId = decision.Id,
        Grants = Grants(decided),
        Refusals = Refusals(facts, decided),
        TotalFen = decided.TotalFen,
        ExplanationZh = decided.Explanation.Zh,
        ExplanationEn = decided.Explanation.En,
        OccurredAt = decision.DecidedAt,
    };

    public static SubsidyQuote Quote(SubsidyFacts facts, SubsidyDecision decided) => new()
    {
        Grants = Grants(decided),
        Refusals = Refusals(facts, decided),
        TotalFen = decided.TotalFen,
        ExplanationZh = decided.Explanation.Zh,
        ExplanationEn = decided.Explanation.En,
    };

    private static List<SubsidyGrant> Grants(SubsidyDecision decided) =>
        [.. decided.Grants.Where(g => g.Payee == Payee.Resident).Select(g => new SubsidyGrant(g.Scheme, g.Version, g.Tier, g.AmountFen))];

    private static List<SubsidyRefusal> Refusals(SubsidyFacts facts, SubsidyDecision decided) =>
    [
        .. decided.Refusals.Where(r => ExplanationText.IsToldToResident(r, facts)).Select(r => new SubsidyRefusal(r.Scheme, Json.Word(r.Reason))
        {
            UsedAtSite = r.UsedBy?.SiteCode,
            UsedAtSiteName = r.UsedBy?.SiteName,
            UsedByOrder = r.UsedBy?.OrderId,
            UsedByOrderNumber = r.UsedBy?.OrderNumber,
            UsedAt = r.UsedBy?.At.ToInstant(),
        }),
    ];
}
