using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.ClawBacks;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Flags.ListFlags;

/// <summary>The flags on meals that the caller's subdistrict pays, the newest service dates first; as JSON and as files of all of them.</summary>
internal static class ListFlagsEndpoint
{
    private static readonly string[] Head =
    [
        "疑点编号", "规则", "规则代码", "月份", "助餐点", "最后用餐日期", "说明", "餐数", "补贴（元）", "状态", "发现时间", "处理人编号", "处理时间", "处理说明", "第几次",
    ];

    public static void MapListFlags(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/flags", ListAsync)
            .WithName("Subsidy_ListFlags").WithSummary("Flags; ?status=, ?rule=, ?siteCode=, ?month= narrow it")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapDownload(
            "/api/subsidy/flags", "Subsidy_ListFlags",
            format => (
                    Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct, string? status = null, string? rule = null, string? siteCode = null,
                    string? month = null) =>
                ExportAsync(format, caller, database, town, status, rule, siteCode, month, ct),
            Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/flags/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadFlag").WithSummary("One flag with its reason and evidence")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
        routes.MapGet("/api/subsidy/flags/{id:guid}/meals", MealsAsync)
            .WithName("Subsidy_ReadFlagMeals").WithSummary("All meals of a flag's evidence")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).AllowRoles(Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<FlagAnswer>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? status = null, string? rule = null, string? siteCode = null, string? month = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var asked = Asked.Read(check, status, rule, siteCode, month);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var flags = asked.Of(db, caller);
        if (cursor is not null)
            flags = flags.Where(f => f.Day < cursor.Day || (f.Day == cursor.Day && f.Id > cursor.Id));
        var page = await InOrder(flags).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(f => FlagAnswer.Of(f)).ToList().ToPage(take, f => new Cursor(f.ServiceDate, f.Id)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, Caller caller, Database<SubsidyDbContext> database, Town town, string? status, string? rule, string? siteCode, string? month, CancellationToken ct)
    {
        var check = new Check();
        var asked = Asked.Read(check, status, rule, siteCode, month);
        return check.Failed
            ? check.Error.ToProblem()
            : await new Download<Flag>("疑点", "flags", Head, db => InOrder(asked.Of(db, caller)), f => RowOf(f, town)).AnswerAsync(format, database, ct);
    }

    private static IQueryable<Flag> InOrder(IQueryable<Flag> flags) => flags.OrderByDescending(f => f.Day).ThenBy(f => f.Id);

    private static IReadOnlyList<SheetCell> RowOf(Flag f, Town town) =>
    [
        f.Id.ToString(), FlagRules.Of(f.Rule)?.Zh ?? f.Rule, f.Rule, SheetWords.Month(f.Month), f.SiteCode, LocalDatePattern.Iso.Format(f.Day), f.Zh, f.MealCount,
        SheetCell.Yuan(f.AmountFen), SheetWords.Of(f.Status), SheetCell.Time(town, f.FoundAt), f.DecidedBy?.ToString(), SheetCell.Time(town, f.DecidedAt), f.Note, f.Round,
    ];

    internal static async Task<Results<Ok<FlagAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return await AnswerAsync(db, id, caller, ct) is { } flag ? TypedResults.Ok(flag) : new Absent().ToProblem();
    }

    internal static async Task<Results<Ok<Page<EvidenceAnswer>>, ProblemHttpResult>> MealsAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, int? limit = null, string? after = null)
    {
        var check = new Check();
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<MealCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        if (!await db.Flags.AnyAsync(f => f.Id == id && f.Subdistrict == caller.Subdistrict, ct))
            return new Absent().ToProblem();
        return TypedResults.Ok((await EvidenceAsync(db, id, cursor, take + 1, ct)).ToPage(take, m => new MealCursor(m.ServiceDate, m.DecisionId)));
    }

    /// <summary>Null when it is not there, or not the caller's.</summary>
    internal static async Task<FlagAnswer?> AnswerAsync(SubsidyDbContext db, Guid id, Caller caller, CancellationToken ct) =>
        await db.Flags.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id && f.Subdistrict == caller.Subdistrict, ct) is { } flag
            ? FlagAnswer.Of(flag, await EvidenceAsync(db, id, null, FlagAnswer.MostEvidence, ct))
            : null;

    private static async Task<IReadOnlyList<EvidenceAnswer>> EvidenceAsync(SubsidyDbContext db, Guid id, MealCursor? cursor, int most, CancellationToken ct)
    {
        var meals = db.FlagMeals.AsNoTracking().Where(m => m.FlagId == id);
        if (cursor is not null)
            meals = meals.Where(m => m.ServiceDate > cursor.On || (m.ServiceDate == cursor.On && m.DecisionId > cursor.Id));
        var rows = await meals.OrderBy(m => m.ServiceDate).ThenBy(m => m.DecisionId).Take(most)
            .Select(m => new
            {
                Meal = m,
                ClawBack = db.ClawBacks.Where(c => c.DecisionId == m.DecisionId && c.Status != ClawBackStatus.Refused).Select(c => (ClawBackStatus?)c.Status).FirstOrDefault(),
            })
            .ToListAsync(ct);
        return [.. rows.Select(r => EvidenceAnswer.Of(r.Meal, r.ClawBack))];
    }

    private sealed record Asked(FlagStatus? Status, string? Rule, string? Site, int? Month)
    {
        public static Asked Read(Check check, string? status, string? rule, string? siteCode, string? month)
        {
            var asked = new Asked(
                check.OptionalWord<FlagStatus>("status", status), check.OptionalText("rule", rule, 30), check.OptionalText("siteCode", siteCode, 40),
                check.OptionalMonth("month", month) is { } only ? MonthNumber.Of(only) : null);
            check.That(asked.Rule is null || FlagRules.Of(asked.Rule) is not null, "rule", "is not a rule");
            return asked;
        }

        public IQueryable<Flag> Of(SubsidyDbContext db, Caller caller)
        {
            var flags = db.Flags.AsNoTracking().Where(f => f.Subdistrict == caller.Subdistrict);
            if (Status is not null)
                flags = flags.Where(f => f.Status == Status);
            if (Rule is not null)
                flags = flags.Where(f => f.Rule == Rule);
            if (Site is not null)
                flags = flags.Where(f => f.SiteCode == Site);
            if (Month is not null)
                flags = flags.Where(f => f.Month == Month);
            return flags;
        }
    }

    private sealed record Cursor(LocalDate Day, Guid Id);

    private sealed record MealCursor(LocalDate On, Guid Id);
}
