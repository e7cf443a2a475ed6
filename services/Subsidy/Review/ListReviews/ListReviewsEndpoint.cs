using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

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

/// <summary>The meals that the caller's subdistrict would pay but that no settlement takes by itself, the oldest first; as JSON and as files of all of them.</summary>
internal static class ListReviewsEndpoint
{
    private static readonly string[] Head =
    [
        "订单号", "核定编号", "助餐点", "用餐日期", "补贴（元）", "凭证等级", "要求等级", "原因", "状态", "列入时间", "复核人编号", "复核时间", "理由",
    ];

    public static void MapListReviews(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/reviews", HandleAsync)
            .WithName("Subsidy_ListReviews").WithSummary("Meals that wait for an officer before they are settled")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapDownload(
            "/api/subsidy/reviews", "Subsidy_ListReviews",
            format => (Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct, string? status = null, string? siteCode = null) =>
                ExportAsync(format, caller, database, town, status, siteCode, ct),
            Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<ReviewAnswer>>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? status = null, string? siteCode = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var asked = Asked.Read(check, status, siteCode);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var rows = asked.Of(db, caller);
        if (cursor is not null)
            rows = rows.Where(r => r.ServiceDate > cursor.On || (r.ServiceDate == cursor.On && r.DecisionId.CompareTo(cursor.Id) > 0));
        var page = await InOrder(rows).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(ReviewAnswer.Of).ToList().ToPage(take, r => new Cursor(r.ServiceDate, r.DecisionId)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, Caller caller, Database<SubsidyDbContext> database, Town town, string? status, string? siteCode, CancellationToken ct)
    {
        var check = new Check();
        var asked = Asked.Read(check, status, siteCode);
        return check.Failed
            ? check.Error.ToProblem()
            : await new Download<MealReview>("复核", "reviews", Head, db => InOrder(asked.Of(db, caller)), r => RowOf(r, town)).AnswerAsync(format, database, ct);
    }

    private static IQueryable<MealReview> InOrder(IQueryable<MealReview> rows) => rows.OrderBy(r => r.ServiceDate).ThenBy(r => r.DecisionId);

    private static IReadOnlyList<SheetCell> RowOf(MealReview r, Town town) =>
    [
        r.OrderNumber, r.DecisionId.ToString(), r.SiteCode, LocalDatePattern.Iso.Format(r.ServiceDate), SheetCell.Yuan(r.AmountFen), r.Level, r.RequiredLevel,
        string.Join("、", Enum.GetValues<HoldReason>().Where(reason => r.Reasons.Split(' ').Contains(Json.Word(reason))).Select(SheetWords.Of)), SheetWords.Of(r.Status),
        SheetCell.Time(town, r.HeldAt), r.DecidedBy?.ToString(), SheetCell.Time(town, r.DecidedAt), r.Reason,
    ];

    private sealed record Asked(ReviewStatus? Status, string? Site)
    {
        public static Asked Read(Check check, string? status, string? siteCode) =>
            new(check.OptionalWord<ReviewStatus>("status", status), check.OptionalText("siteCode", siteCode, 40));

        public IQueryable<MealReview> Of(SubsidyDbContext db, Caller caller)
        {
            var rows = db.MealReviews.AsNoTracking().Where(r => r.Subdistrict == caller.Subdistrict);
            if (Status is not null)
                rows = rows.Where(r => r.Status == Status);
            return Site is null ? rows : rows.Where(r => r.SiteCode == Site);
        }
    }

    private sealed record Cursor(LocalDate On, Guid Id);
}
