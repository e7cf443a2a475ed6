using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Review.ListReviews;

/// <param name="Level">How well the meal is proven, 0 to 4.</param>
/// <param name="RequiredLevel">What settlement wants without review.</param>
/// <param name="Reasons">Words of <see cref="HoldReason"/>.</param>
internal sealed record ReviewAnswer(
    Guid DecisionId, string SiteCode, Guid OrderId, string OrderNumber, LocalDate ServiceDate, long AmountFen, int Level, int RequiredLevel,
    IReadOnlyList<string> Reasons, ReviewStatus Status, Instant HeldAt, Guid? DecidedBy, Instant? DecidedAt, string? Reason)
{
    public static ReviewAnswer Of(MealReview r) => new(
        r.DecisionId, r.SiteCode, r.OrderId, r.OrderNumber, r.ServiceDate, r.AmountFen, r.Level, r.RequiredLevel,
        r.Reasons.Split(' ', StringSplitOptions.RemoveEmptyEntries), r.Status, r.HeldAt, r.DecidedBy, r.DecidedAt, r.Reason);
}

/// <summary>The meals that the caller's subdistrict would pay but that no settlement takes by itself, the oldest first.</summary>
internal static class ListReviewsEndpoint
{
    public static void MapListReviews(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/reviews", HandleAsync)
            .WithName("Subsidy_ListReviews").WithSummary("Meals that wait for an officer before they are settled")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<Page<ReviewAnswer>>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? status = null, string? siteCode = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalWord<ReviewStatus>("status", status);
        var site = check.OptionalText("siteCode", siteCode, 40);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var rows = db.MealReviews.Where(r => r.Subdistrict == caller.Subdistrict);
        if (wanted is not null)
            rows = rows.Where(r => r.Status == wanted);
        if (site is not null)
            rows = rows.Where(r => r.SiteCode == site);
        if (cursor is not null)
            rows = rows.Where(r => r.ServiceDate > cursor.On || (r.ServiceDate == cursor.On && r.DecisionId.CompareTo(cursor.Id) > 0));
        var page = await rows.OrderBy(r => r.ServiceDate).ThenBy(r => r.DecisionId).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(ReviewAnswer.Of).ToList().ToPage(take, r => new Cursor(r.ServiceDate, r.DecisionId)));
    }

    private sealed record Cursor(LocalDate On, Guid Id);
}
