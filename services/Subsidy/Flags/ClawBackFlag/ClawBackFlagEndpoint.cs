using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.ClawBacks.RequestClawBack;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Flags.ClawBackFlag;

/// <param name="DecisionIds">Which meals of the evidence, at most 50; null is all of them.</param>
/// <param name="Reason">Null is the note with which the flag was confirmed.</param>
internal sealed record ClawBackFlagRequest(IReadOnlyList<Guid>? DecisionIds, string? Reason);

/// <param name="Requested">One per meal; another officer approves each.</param>
/// <param name="Skipped">Meals with nothing to claw back, or with a claw-back already.</param>
internal sealed record ClawBackFlagAnswer(IReadOnlyList<ClawBackAnswer> Requested, IReadOnlyList<SkippedMeal> Skipped);

internal sealed record SkippedMeal(Guid DecisionId, string Code);

/// <summary>The first of two people asks for the subsidy of a confirmed flag's meals back.</summary>
internal static class ClawBackFlagEndpoint
{
    /// <summary>Each takes its meal out of the settlement that has it.</summary>
    private const int MostAtOnce = 50;

    public static void MapClawBackFlag(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/flags/{id:guid}/claw-back", HandleAsync)
            .WithName("Subsidy_ClawBackFlag").WithSummary("Ask for the claw-back of a confirmed flag's meals")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<ClawBackFlagAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, ClawBackFlagRequest request, HttpContext http, Caller caller, Database<SubsidyDbContext> database, TimeProvider time, CancellationToken ct)
    {
        var check = new Check();
        var reason = check.OptionalText("reason", request.Reason, Voucher.MaxReason);
        check.That(request.DecisionIds is not { Count: 0 or > MostAtOnce }, "decisionIds", $"between 1 and {MostAtOnce}");
        var key = IdempotencyKey.Of(http, caller, request);
        if (check.Failed || key.Failed)
            return (check.Failed ? check.Error : key.Error!).ToProblem();
        var asked = await database.WriteAsync<Result<ClawBackFlagAnswer>>(
            async unit =>
            {
                var repeat = await unit.Db.FindRepeatAsync(key.Value, ct);
                if (repeat.Failed)
                    return repeat.Error;
                // What was asked for at once has one time: a repeat finds it by that.
                var askedAt = repeat.Value is { } first ? InstantPattern.ExtendedIso.Parse(first).Value : (Instant?)null;
                var answer = await RequestAsync(unit, id, request.DecisionIds?.ToHashSet(), reason, askedAt, caller, ct);
                if (!answer.Failed && askedAt is null)
                    unit.Db.KeepKey(key.Value, InstantPattern.ExtendedIso.Format(unit.Now), time);
                return answer;
            }, ct);
        return asked.Match<Results<Ok<ClawBackFlagAnswer>, ProblemHttpResult>>(answer => TypedResults.Ok(answer), error => error.ToProblem());
    }

    private static async Task<Result<ClawBackFlagAnswer>> RequestAsync(
        Unit<SubsidyDbContext> unit, Guid id, HashSet<Guid>? wanted, string? reason, Instant? askedAt, Caller caller, CancellationToken ct)
    {
        var flag = await unit.Db.Flags.Include(f => f.Meals).SingleOrDefaultAsync(f => f.Id == id, ct);
        if (flag is null || !caller.IsOfficerOf(flag.Subdistrict))
            return new Absent();
        if (flag.Status != FlagStatus.Confirmed)
            return new FlagNotConfirmed();
        var ids = flag.Meals.Select(m => m.DecisionId).Where(m => wanted is null || wanted.Contains(m)).ToList();
        if (wanted is not null && ids.Count != wanted.Count)
            return new Invalid("decisionIds", "is not all evidence of this flag");
        if (ids.Count > MostAtOnce)
            return new Invalid("decisionIds", $"is required: this flag has more than {MostAtOnce} meals");

        var why = reason ?? (flag.Note!.Length > Voucher.MaxReason ? flag.Note[..Voucher.MaxReason] : flag.Note);
        var (requested, skipped) = (new List<ClawBackAnswer>(), new List<SkippedMeal>());
        foreach (var decision in await unit.Db.Decisions.Where(d => ids.Contains(d.Id)).OrderBy(d => d.ServiceDate).ThenBy(d => d.Id).ToListAsync(ct))
        {
            var clawBack = askedAt is { } then
                ? await AskedBeforeAsync(unit.Db, decision.Id, then, caller, ct)
                : await RequestClawBackEndpoint.RequestAsync(unit, decision, why, caller, ct);
            if (clawBack.Failed)
                skipped.Add(new SkippedMeal(decision.Id, clawBack.Error.Code));
            else
                requested.Add(ClawBackAnswer.Of(clawBack.Value));
        }

        return new ClawBackFlagAnswer(requested, skipped);
    }

    private static async Task<Result<ClawBack>> AskedBeforeAsync(SubsidyDbContext db, Guid decisionId, Instant askedAt, Caller caller, CancellationToken ct)
    {
        var all = await db.ClawBacks.Where(c => c.DecisionId == decisionId).ToListAsync(ct);
        if (all.FirstOrDefault(c => c.RequestedAt == askedAt && c.RequestedBy == caller.Id) is { } own)
            return own;
        return all.Count > 0 ? new ClawBackAlreadyRequested() : new NothingToClawBack();
    }
}
