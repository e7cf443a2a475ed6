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

namespace MealDispatch.Subsidy.ClawBacks.DecideClawBack;

internal sealed record RefuseClawBackRequest(string? Note);

/// <summary>The second of two people approves a claw-back, which moves the money, or refuses it with a note.</summary>
internal static class DecideClawBackEndpoints
{
    public static void MapDecideClawBack(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/subsidy/decisions/{id:guid}/claw-back/approve", ApproveAsync)
            .WithName("Subsidy_ApproveClawBack").WithSummary("Approve a claw-back: the money goes back to its budgets")
            .ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).AllowRoles(Role.Officer);
        routes.MapPost("/api/subsidy/decisions/{id:guid}/claw-back/refuse", RefuseAsync)
            .WithName("Subsidy_RefuseClawBack").WithSummary("Refuse a claw-back with a note")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422).AllowRoles(Role.Officer);
    }

    internal static async Task<Results<Ok<ClawBackAnswer>, ProblemHttpResult>> ApproveAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct) =>
        Answer(await database.WriteAsync<Result<ClawBack>>(
            async unit =>
            {
                var ledger = await LedgerBook.OpenAsync(unit, ct);
                var found = await FindAsync(unit, id, caller, ct);
                if (!found.Failed)
                    await ReverseAsync(unit, ledger, found.Value, caller, ct);
                return found;
            }, ct));

    internal static async Task<Results<Ok<ClawBackAnswer>, ProblemHttpResult>> RefuseAsync(
        Guid id, RefuseClawBackRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var note = check.Text("note", request.Note, 500);
        if (check.Failed)
            return check.Error.ToProblem();
        return Answer(await database.WriteAsync<Result<ClawBack>>(
            async unit =>
            {
                var found = await FindAsync(unit, id, caller, ct);
                if (found.Failed)
                    return found;
                found.Value.Refuse(caller.Id, note, unit.Now);
                (await unit.Db.MealReviews.FindAsync([id], ct))?.Reopen();
                return found;
            }, ct));
    }

    private static Results<Ok<ClawBackAnswer>, ProblemHttpResult> Answer(Result<ClawBack> decided) =>
        decided.Match<Results<Ok<ClawBackAnswer>, ProblemHttpResult>>(c => TypedResults.Ok(ClawBackAnswer.Of(c)), error => error.ToProblem());

    private static async Task<Result<ClawBack>> FindAsync(Unit<SubsidyDbContext> unit, Guid decisionId, Caller caller, CancellationToken ct)
    {
        var clawBack = await unit.Db.ClawBacks.SingleOrDefaultAsync(c => c.DecisionId == decisionId && c.Status == ClawBackStatus.Requested, ct);
        if (clawBack is null || !caller.IsOfficerOf(clawBack.Subdistrict))
            return new Absent();
        return clawBack.RequestedBy == caller.Id ? new ClawBackNeedsAnother() : clawBack;
    }

    /// <summary>What an approved settlement paid comes off the settled account, and off a later settlement; else off the granted one.</summary>
    private static async Task ReverseAsync(Unit<SubsidyDbContext> unit, LedgerBook ledger, ClawBack clawBack, Caller caller, CancellationToken ct)
    {
        var decision = await unit.Db.Decisions.Include(d => d.Rights).SingleAsync(d => d.Id == clawBack.DecisionId, ct);
        var settledMonth = await unit.Db.SettlementLines.Where(l => l.DecisionId == decision.Id && !l.IsClawBack)
            .Join(unit.Db.Settlements.Where(s => s.Status == SettlementStatus.Approved), l => l.SettlementId, s => s.Id, (_, s) => (int?)s.Month).SingleOrDefaultAsync(ct);
        var from = settledMonth is null ? Movement.Granted(decision.SiteCode) : Movement.Settled(decision.SiteCode);
        var parts = decision.Rights.Where(r => r.Status == RightStatus.Consumed).SelectMany(r => r.FunderParts()).ToList();
        await ledger.PostAsync(
            Voucher.Of(LedgerKind.Reverse, decision) with { Cause = $"claw-back:{clawBack.Id}", By = caller.Id, Reason = clawBack.Reason }, Movements(from, parts), ct);

        foreach (var part in parts)
            (await unit.Db.Budgets.FindAsync([part.Budget], ct))!.TakeBack(part.GivenFen);
        decision.ClawBack(unit.Now);
        clawBack.Approve(caller.Id, settledMonth, unit.Now);
    }

    private static IEnumerable<Movement> Movements(string from, List<Engine.FunderPart> parts) =>
        [.. parts.Select(p => new Movement(Movement.Budget(p.Budget), p.GivenFen)), new Movement(from, -parts.Sum(p => p.GivenFen))];
}
