using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Settlements.ApproveSettlement;

/// <param name="Version">As the officer read it; null approves what is there.</param>
internal sealed record ApproveSettlementRequest(int? Version);

/// <summary>
/// An officer who neither drafted nor confirmed it approves: for each payer one entry moves the meals from granted to settled. It
/// is locked from then on.
/// </summary>
internal static class ApproveSettlementEndpoint
{
    public static void MapApproveSettlement(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/settlements/{id:guid}/approve", HandleAsync)
            .WithName("Subsidy_ApproveSettlement").WithSummary("Approve and lock a settlement; its meals become settled")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, ApproveSettlementRequest? request = null) =>
        ChangeSettlement.RunAsync(database, id, caller, request?.Version, (unit, settlement) => ApproveAsync(unit, settlement, caller, ct), ct);

    private static async Task<Error?> ApproveAsync(Unit<SubsidyDbContext> unit, Settlement settlement, Caller caller, CancellationToken ct)
    {
        if (settlement.Status == SettlementStatus.Approved)
            return new SettlementApproved();
        if (settlement.Status == SettlementStatus.Draft)
            return new SettlementNotConfirmed();
        if (settlement.DraftedBy == caller.Id || settlement.ConfirmedBy == caller.Id)
            return new ApproverMustBeAnother();
        var ledger = await LedgerBook.OpenAsync(unit, ct);
        var answer = await SettlementAnswer.OfAsync(unit.Db, new SettlementView(settlement, null), ct);
        if (!answer.Agrees)
            return new StatementDisagrees(answer.TotalFen, answer.LedgerFen);
        foreach (var payer in settlement.Payers.Where(p => p.MealsFen + p.LateFen > 0).OrderBy(p => p.Subdistrict, StringComparer.Ordinal))
        {
            var fen = payer.MealsFen + payer.LateFen;
            payer.EntryNumber = await ledger.PostAsync(
                new Voucher(LedgerKind.Settle, payer.Subdistrict) { Cause = $"settlement:{settlement.Id}", By = caller.Id },
                [new Movement(Movement.Granted(settlement.SiteCode), -fen), new Movement(Movement.Settled(settlement.SiteCode), fen)], ct);
        }

        settlement.Approve(caller.Id, unit.Now);
        var meals = unit.Db.SettlementLines.Where(l => l.SettlementId == settlement.Id && !l.IsClawBack).Select(l => l.DecisionId);
        await unit.Db.Decisions.Where(d => meals.Contains(d.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(d => d.SettlementId, settlement.Id).SetProperty(d => d.Version, d => d.Version + 1), ct);
        return null;
    }
}
