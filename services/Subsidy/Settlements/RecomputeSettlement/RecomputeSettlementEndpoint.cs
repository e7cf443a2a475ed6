using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Settlements.RecomputeSettlement;

/// <summary>Puts a draft together anew: what was received, reviewed or clawed back since then.</summary>
internal static class RecomputeSettlementEndpoint
{
    public static void MapRecomputeSettlement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/settlements/{id:guid}/recompute", HandleAsync)
            .WithName("Subsidy_RecomputeSettlement").WithSummary("Put a draft together anew")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer, Role.CanteenStaff);

    internal static Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) =>
        ChangeSettlement.RunAsync(
            database, id, caller, null,
            async (unit, settlement) =>
            {
                if (settlement.Status == SettlementStatus.Confirmed)
                    return new SettlementAlreadyConfirmed();
                if (settlement.Status == SettlementStatus.Approved)
                    return new SettlementApproved();
                if (await new ComputeSettlement(unit.Db, settlement, unit.Now).RunAsync(null, ct))
                    settlement.WasComputed(SettlementStep.Recomputed, caller.Id, unit.Now);
                return null;
            },
            ct);
}
