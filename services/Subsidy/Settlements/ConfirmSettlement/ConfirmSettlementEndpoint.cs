using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Settlements.ConfirmSettlement;

/// <param name="Remarks">What the canteen wants kept with it.</param>
/// <param name="Version">As the canteen read it: anything new since then is 409. Null confirms what is there now.</param>
internal sealed record ConfirmSettlementRequest(string? Remarks, int? Version);

/// <summary>The site's staff say that the month is right. Nothing is confirmed that is not up to date.</summary>
internal static class ConfirmSettlementEndpoint
{
    public static void MapConfirmSettlement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/settlements/{id:guid}/confirm", HandleAsync)
            .WithName("Subsidy_ConfirmSettlement").WithSummary("The canteen confirms its month, with remarks")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .AllowRoles(Role.CanteenStaff);

    internal static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, ConfirmSettlementRequest? request = null)
    {
        var check = new Check();
        var remarks = check.OptionalText("remarks", request?.Remarks, 1000);
        if (check.Failed)
            return check.Error.ToProblem();
        return await ChangeSettlement.RunAsync(
            database, id, caller, request?.Version,
            async (unit, settlement) =>
            {
                if (settlement.Status == SettlementStatus.Confirmed)
                    return new SettlementAlreadyConfirmed();
                if (settlement.Status == SettlementStatus.Approved)
                    return new SettlementApproved();
                if (await new ComputeSettlement(unit.Db, settlement, unit.Now).RunAsync(null, ct))
                {
                    if (request?.Version is not null)
                        return new Stale();
                    settlement.WasComputed(SettlementStep.Recomputed, caller.Id, unit.Now);
                }

                settlement.Confirm(caller.Id, remarks, unit.Now);
                return null;
            },
            ct);
    }
}
