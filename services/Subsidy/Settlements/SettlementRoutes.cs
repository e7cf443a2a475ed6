using MealDispatch.Subsidy.Settlements.ApproveSettlement;
using MealDispatch.Subsidy.Settlements.ConfirmSettlement;
using MealDispatch.Subsidy.Settlements.DisputeSettlement;
using MealDispatch.Subsidy.Settlements.DraftSettlement;
using MealDispatch.Subsidy.Settlements.ReadSettlements;
using MealDispatch.Subsidy.Settlements.RecomputeSettlement;
using MealDispatch.Subsidy.Settlements.SettlementRules;
using MealDispatch.Subsidy.Settlements.Statement;

namespace MealDispatch.Subsidy.Settlements;

internal static class SettlementRoutes
{
    public static void MapSettlements(this IEndpointRouteBuilder routes)
    {
        routes.MapDraftSettlement();
        routes.MapRecomputeSettlement();
        routes.MapConfirmSettlement();
        routes.MapDisputeSettlement();
        routes.MapApproveSettlement();
        routes.MapReadSettlements();
        routes.MapStatement();
        routes.MapSettlementRules();
    }
}
