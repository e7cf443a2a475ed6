using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks.RequestClawBack;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Ledger;
using MealDispatch.Subsidy.Review.ListReviews;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Subsidy.Review.DecideReview;

internal enum Verdict { Accept, Reject }

/// <param name="Verdict"><c>accept</c>: the next draft takes it; <c>reject</c>: asks for its claw-back, which another officer approves.</param>
/// <param name="Reason">Why; kept with the meal.</param>
internal sealed record ReviewVerdictRequest(Verdict? Verdict, string? Reason);

/// <summary>An officer of the payer looks at a meal that is not proven well enough.</summary>
internal static class DecideReviewEndpoint
{
    public static void MapDecideReview(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/subsidy/reviews/{decisionId:guid}", HandleAsync)
            .WithName("Subsidy_DecideReview").WithSummary("Accept or reject a meal that waits for an officer")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).ProducesProblem(422)
            .AllowRoles(Role.Officer);

    internal static async Task<Results<Ok<ReviewAnswer>, ProblemHttpResult>> HandleAsync(
        Guid decisionId, ReviewVerdictRequest request, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var verdict = check.Required("verdict", request.Verdict);
        var reason = check.Text("reason", request.Reason, Voucher.MaxReason);
        if (check.Failed)
            return check.Error.ToProblem();
        var decided = await database.WriteAsync(unit => DecideAsync(unit, decisionId, verdict, reason, caller, ct), ct);
        return decided.Match<Results<Ok<ReviewAnswer>, ProblemHttpResult>>(review => TypedResults.Ok(ReviewAnswer.Of(review)), error => error.ToProblem());
    }

    private static async Task<Result<MealReview>> DecideAsync(
        Unit<SubsidyDbContext> unit, Guid decisionId, Verdict verdict, string reason, Caller caller, CancellationToken ct)
    {
        var review = await unit.Db.MealReviews.FindAsync([decisionId], ct);
        if (review is null || !caller.IsOfficerOf(review.Subdistrict))
            return new Absent();
        if (review.Status != ReviewStatus.Pending)
            return new ReviewAlreadyDecided();
        if (verdict == Verdict.Reject)
        {
            var decision = await unit.Db.Decisions.SingleAsync(d => d.Id == decisionId, ct);
            var requested = await RequestClawBackEndpoint.RequestAsync(unit, decision, reason, caller, ct);
            if (requested.Failed)
                return requested.Error;
        }

        review.Decide(verdict == Verdict.Accept ? ReviewStatus.Accepted : ReviewStatus.Rejected, caller.Id, reason, unit.Now);
        return review;
    }
}
