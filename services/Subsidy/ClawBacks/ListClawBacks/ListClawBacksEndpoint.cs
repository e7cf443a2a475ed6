using MealDispatch.BuildingBlocks.Errors;
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

namespace MealDispatch.Subsidy.ClawBacks.ListClawBacks;

/// <summary>The claw-backs of the caller's subdistrict, the oldest first; as JSON and as files of all of them.</summary>
internal static class ListClawBacksEndpoint
{
    private static readonly string[] Head =
    [
        "订单号", "核定编号", "助餐点", "用餐日期", "追回金额（元）", "原因", "状态", "申请人编号", "申请时间", "审批人编号", "审批时间", "不批准的理由", "更正结算月份",
    ];

    public static void MapListClawBacks(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/claw-backs", ListAsync)
            .WithName("Subsidy_ListClawBacks").WithSummary("Claw-backs by status")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapDownload(
            "/api/subsidy/claw-backs", "Subsidy_ListClawBacks",
            format => (Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct, string? status = null) =>
                ExportAsync(format, caller, database, town, status, ct),
            Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/claw-backs/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadClawBack").WithSummary("One claw-back")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<ClawBackAnswer>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? status = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalWord<ClawBackStatus>("status", status);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var rows = Of(db, caller, wanted);
        if (cursor is not null)
            rows = rows.Where(c => c.RequestedAt > cursor.At || (c.RequestedAt == cursor.At && c.Id.CompareTo(cursor.Id) > 0));
        var page = await InOrder(rows).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(ClawBackAnswer.Of).ToList().ToPage(take, c => new Cursor(c.RequestedAt, c.Id)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, Caller caller, Database<SubsidyDbContext> database, Town town, string? status, CancellationToken ct)
    {
        var check = new Check();
        var wanted = check.OptionalWord<ClawBackStatus>("status", status);
        return check.Failed
            ? check.Error.ToProblem()
            : await new Download<ClawBack>("追回", "claw-backs", Head, db => InOrder(Of(db, caller, wanted)), c => RowOf(c, town)).AnswerAsync(format, database, ct);
    }

    private static IQueryable<ClawBack> Of(SubsidyDbContext db, Caller caller, ClawBackStatus? wanted) =>
        db.ClawBacks.AsNoTracking().Where(c => c.Subdistrict == caller.Subdistrict && (wanted == null || c.Status == wanted));

    private static IQueryable<ClawBack> InOrder(IQueryable<ClawBack> rows) => rows.OrderBy(c => c.RequestedAt).ThenBy(c => c.Id);

    private static IReadOnlyList<SheetCell> RowOf(ClawBack c, Town town) =>
    [
        c.OrderNumber, c.DecisionId.ToString(), c.SiteCode, LocalDatePattern.Iso.Format(c.ServiceDate), SheetCell.Yuan(c.ResidentFen + c.OperatorFen), c.Reason,
        SheetWords.Of(c.Status), c.RequestedBy.ToString(), SheetCell.Time(town, c.RequestedAt), c.DecidedBy?.ToString(), SheetCell.Time(town, c.DecidedAt), c.Note,
        c.SettledMonth is { } month ? SheetWords.Month(month) : "",
    ];

    internal static async Task<Results<Ok<ClawBackAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var found = await db.ClawBacks.SingleOrDefaultAsync(c => c.Id == id && c.Subdistrict == caller.Subdistrict, ct);
        return found is null ? new Absent().ToProblem() : TypedResults.Ok(ClawBackAnswer.Of(found));
    }

    private sealed record Cursor(Instant At, Guid Id);
}
