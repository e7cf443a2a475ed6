using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Decisions;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Settlements;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.ClawBacks.RequestClawBack;

internal sealed record ClawBackRequest(string? Reason);

/// <summary>The first of two people says why a consumed subsidy is wrong. Until the second decides, no settlement takes the meal.</summary>
internal static class RequestClawBackEndpoint
{
    public static void MapRequestClawBack(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/decisions/{id:guid}/claw-back", HandleAsync)
            .WithName("Subsidy_RequestClawBack").WithSummary("Ask for a claw-back with a reason")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Created<ClawBackAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, ClawBackRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var reason = check.Text("reason", request.Reason, Voucher.MaxReason);
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var requested = await database.WriteAsync<Result<ClawBack>>(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                if (repeat.Value is { } made)
                    return await unit.Db.ClawBacks.SingleAsync(c => c.Id == Guid.Parse(made), ct);
                var decision = await unit.Db.Decisions.SingleOrDefaultAsync(d => d.Id == id, ct);
                if (decision is null || !caller.IsOfficerOf(decision.Subdistrict))
                    return new Absent();
                var clawBack = await RequestAsync(unit, decision, reason, caller, ct);
                if (!clawBack.Failed)
                    unit.Db.KeepKey(key.Value, clawBack.Value.Id.ToString(), time);
                return clawBack;
            }, ct);
        return requested.Match<Results<Created<ClawBackAnswer>, ProblemHttpResult>>(
            c => TypedResults.Created($"/api/subsidy/claw-backs/{c.Id}", ClawBackAnswer.Of(c)), error => error.ToProblem());
    }

    internal static async Task<Result<ClawBack>> RequestAsync(
        Unit<SubsidyDbContext> unit, Decision decision, string reason, Caller caller, CancellationToken ct)
    {
        if (await unit.Db.ClawBacks.AnyAsync(c => c.DecisionId == decision.Id && c.Status == ClawBackStatus.Requested, ct))
            return new ClawBackAlreadyRequested();
        if (decision.ConsumedFen + decision.ConsumedOperatorFen == 0)
            return new NothingToClawBack();
        var clawBack = new ClawBack
        {
            Id = Ids.New(),
            DecisionId = decision.Id,
            Subdistrict = decision.Subdistrict,
            SiteCode = decision.SiteCode,
            OrderNumber = decision.OrderNumber,
            ServiceDate = decision.ServiceDate,
            ResidentFen = decision.ConsumedFen,
            OperatorFen = decision.ConsumedOperatorFen,
            RequestedBy = caller.Id,
            RequestedAt = unit.Now,
            Reason = reason,
        };
        unit.Db.ClawBacks.Add(clawBack);
        await TakeOutAsync(unit, decision, ct);
        return clawBack;
    }

    /// <summary>A settlement that is not locked is put together without the meal, and must be confirmed again.</summary>
    private static async Task TakeOutAsync(Unit<SubsidyDbContext> unit, Decision decision, CancellationToken ct)
    {
        var settlement = await unit.Db.Settlements.Include(s => s.Payers).SingleOrDefaultAsync(
            s => s.Status != SettlementStatus.Approved && unit.Db.SettlementLines.Any(l => l.SettlementId == s.Id && l.DecisionId == decision.Id && !l.IsClawBack), ct);
        if (settlement is null)
            return;
        await new ComputeSettlement(unit.Db, settlement, unit.Now).RunAsync(decision.Id, ct);
        settlement.WasComputed(SettlementStep.Reopened, null, unit.Now, $"订单 {decision.OrderNumber} 有人申请追回");
    }
}
