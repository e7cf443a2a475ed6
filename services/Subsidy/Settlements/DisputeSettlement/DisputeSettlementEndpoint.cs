using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Settlements.DisputeSettlement;

internal sealed record DisputeSettlementRequest(string? Remarks);

/// <summary>The canteen does not agree, or takes its word back; or an officer sends it back. It is a draft again, with the remarks.</summary>
internal static class DisputeSettlementEndpoint
{
    public static void MapDisputeSettlement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/settlements/{id:guid}/dispute", HandleAsync)
            .WithName("Subsidy_DisputeSettlement").WithSummary("Send a settlement back to draft, with remarks")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer, Role.CanteenStaff);

    internal static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, DisputeSettlementRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var remarks = check.Text("remarks", request.Remarks, 1000);
        if (check.Failed)
            return check.Error.ToProblem();
        return await ChangeSettlement.RunAsync(
            database, id, caller, null,
            (unit, settlement) =>
            {
                if (settlement.Status == SettlementStatus.Approved)
                    return Task.FromResult<BuildingBlocks.Errors.Error?>(new SettlementApproved());
                settlement.Dispute(caller.Id, remarks, unit.Now);
                return Task.FromResult<BuildingBlocks.Errors.Error?>(null);
            },
            ct);
    }
}
