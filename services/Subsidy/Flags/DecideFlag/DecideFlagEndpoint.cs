using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Subsidy.Flags.DecideFlag;

/// <param name="Status"><c>cleared</c>: there is an innocent reason; <c>confirmed</c>: it is wrong, and may be clawed back.</param>
/// <param name="Note">Why; kept with the flag.</param>
/// <param name="Version">As it was read, so that nobody decides on evidence they have not seen; null does not look.</param>
internal sealed record FlagDecisionRequest(FlagStatus? Status, string? Note, int? Version);

/// <summary>An officer of the payer says what a flag is, once and for all.</summary>
internal static class DecideFlagEndpoint
{
    public static void MapDecideFlag(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/flags/{id:guid}", HandleAsync)
            .WithName("Subsidy_DecideFlag").WithSummary("Clear or confirm a flag with a note")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<FlagAnswer>, ProblemHttpResult>> HandleAsync(
        Guid id, FlagDecisionRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var status = check.Required("status", request.Status);
        check.That(request.Status is null or FlagStatus.Cleared or FlagStatus.Confirmed, "status", "is not one of cleared, confirmed");
        var note = check.Text("note", request.Note, 500);
        if (check.Failed)
            return check.Error.ToProblem();
        var decided = await database.WriteAsync<Result<FlagAnswer>>(
            async unit =>
            {
                var flag = await unit.Db.Flags.FindAsync([id], ct);
                if (flag is null || !caller.IsOfficerOf(flag.Subdistrict))
                    return new Absent();
                if (flag.IsDecided)
                    return new FlagAlreadyDecided();
                if (request.Version is { } version && version != flag.Version)
                    return new Stale();
                flag.Decide(status, caller.Id, note, unit.Now);
                return FlagAnswer.Of(flag);
            }, ct);
        return decided.Match<Results<Ok<FlagAnswer>, ProblemHttpResult>>(flag => TypedResults.Ok(flag), error => error.ToProblem());
    }
}
