using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.BuildingBlocks.Time;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Review;
using MealDispatch.Subsidy.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Settlements.ReadSettlements;

/// <param name="TotalFen">All payers; for a payer's town its own part.</param>
/// <param name="Held">Meals of the site that wait for review at this moment.</param>
internal sealed record SettlementRow(
    Guid Id, string SiteCode, string SiteName, YearMonth Month, SettlementStatus Status, long Meals, long TotalFen, int Differences, int Held, bool Disputed)
{
    public static SettlementRow Of(SettlementCount c) => new(
        c.Settlement.Id, c.Settlement.SiteCode, c.Name ?? c.Settlement.SiteCode, MonthNumber.ToMonth(c.Settlement.Month), c.Settlement.Status, c.Meals,
        c.TotalFen, c.Differences, c.Held, c.Disputed);
}

/// <summary>A settlement with what the caller sees of it, added up. Fen.</summary>
/// <param name="Name">The site's; null when it is not known here.</param>
internal sealed record SettlementCount(
    Settlement Settlement, string? Name, long Meals, long MealsFen, long LateFen, long ClawBackFen, int Differences, int Held)
{
    public long TotalFen => MealsFen + LateFen + ClawBackFen;

    public bool Disputed => Settlement is { Status: SettlementStatus.Draft, Remarks: not null };
}

internal sealed record LineAnswer(
    Guid DecisionId, SettlementLineKind Kind, string Payer, string OrderNumber, LocalDate ServiceDate, MealPeriod MealPeriod, Fulfilment Channel, bool NoShow,
    long FoodFen, long ResidentFen, long OperatorFen, long AmountFen, int Level, bool Accepted);

/// <param name="Number">Its place in the list, from 1.</param>
/// <param name="OrderId">Null when a courier bills what is no meal of ours, and so are <paramref name="DecisionId"/> and <paramref name="OrderNumber"/>.</param>
/// <param name="Text">The kind, for people.</param>
/// <param name="Held">The meal is not settled before an officer has looked at it.</param>
/// <param name="Courier">Whose statement differs; null for the kinds that are about none.</param>
/// <param name="FeeFen">What the courier asked when it delivered.</param>
/// <param name="BilledFen">What stands on its statement.</param>
internal sealed record DifferenceAnswer(
    int Number, Guid? OrderId, DifferenceKind Kind, string Text, Guid? DecisionId, string Payer, string? OrderNumber, LocalDate ServiceDate, bool Held, string? Courier,
    string? CourierNumber, long? FeeFen, long? BilledFen)
{
    public static DifferenceAnswer Of(SettlementDifference d) => new(
        d.Number, d.OrderId, d.Kind, SheetWords.Of(d.Kind), d.DecisionId, d.Payer, d.OrderNumber, d.ServiceDate, d.Held, d.Courier, d.CourierNumber, d.FeeFen, d.BilledFen);
}

/// <summary>Settlements of the caller's town, of sites they work at, or with a part that their town pays; as JSON, and the list as files of all of them.</summary>
internal static class ReadSettlementsEndpoint
{
    private static readonly Role[] Readers = [Role.Officer, Role.Auditor, Role.CanteenStaff];

    private static readonly string[] Head =
    [
        "结算单编号", "月份", "助餐点", "名称", "状态", "餐数", "本月用餐（元）", "前月补结（元）", "前月追回（元）", "结算金额（元）", "三方差异", "待复核餐", "食堂意见", "起草人编号", "起草时间",
        "确认人编号", "确认时间", "批准人编号", "批准时间",
    ];

    public static void MapReadSettlements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/settlements", ListAsync)
            .WithName("Subsidy_ListSettlements").WithSummary("Settlements, the newest month first")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Readers);
        routes.MapDownload(
            "/api/subsidy/settlements", "Subsidy_ListSettlements",
            format => (
                    Caller caller, Database<SubsidyDbContext> database, Town town, CancellationToken ct, string? month = null, string? siteCode = null, string? status = null) =>
                ExportAsync(format, caller, database, town, month, siteCode, status, ct),
            Readers);
        routes.MapGet("/api/subsidy/settlements/{id:guid}", ReadAsync)
            .WithName("Subsidy_ReadSettlement").WithSummary("A settlement with its totals added up anew from the ledger")
            .ProducesProblem(403).ProducesProblem(404).AllowRoles(Readers);
        routes.MapGet("/api/subsidy/settlements/{id:guid}/lines", LinesAsync)
            .WithName("Subsidy_ReadSettlementLines").WithSummary("The meals and adjustments of a settlement")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).AllowRoles(Readers);
        routes.MapGet("/api/subsidy/settlements/{id:guid}/differences", DifferencesAsync)
            .WithName("Subsidy_ReadSettlementDifferences").WithSummary("Where kitchen, courier and payments do not agree")
            .ProducesProblem(400).ProducesProblem(403).ProducesProblem(404).AllowRoles(Readers);
    }

    internal static async Task<Results<Ok<Page<SettlementRow>>, ProblemHttpResult>> ListAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? month = null, string? siteCode = null, string? status = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var asked = Asked.Read(check, month, siteCode, status);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<RowCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var reach = await Reach.OfAsync(db, caller, ct);
        var rows = asked.Of(db, reach);
        if (cursor is not null)
            rows = rows.Where(s => s.Month < cursor.Month || (s.Month == cursor.Month && string.Compare(s.SiteCode, cursor.SiteCode) > 0));
        var page = await Counted(db, InOrder(rows).Take(take + 1), reach).ToListAsync(ct);
        return TypedResults.Ok(page.ConvertAll(SettlementRow.Of).ToPage(take, r => new RowCursor(MonthNumber.Of(r.Month), r.SiteCode)));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, Caller caller, Database<SubsidyDbContext> database, Town town, string? month, string? siteCode, string? status, CancellationToken ct)
    {
        var check = new Check();
        var asked = Asked.Read(check, month, siteCode, status);
        if (check.Failed)
            return check.Error.ToProblem();
        Reach reach;
        await using (var db = database.Read())
            reach = await Reach.OfAsync(db, caller, ct);
        return await new Download<SettlementCount>("结算单", "settlements", Head, db => Counted(db, InOrder(asked.Of(db, reach)), reach), s => RowOf(s, town))
            .AnswerAsync(format, database, ct);
    }

    private static IQueryable<Settlement> InOrder(IQueryable<Settlement> rows) => rows.OrderByDescending(s => s.Month).ThenBy(s => s.SiteCode);

    private static IQueryable<SettlementCount> Counted(SubsidyDbContext db, IQueryable<Settlement> rows, Reach reach)
    {
        var (sites, town) = reach;
        return rows.Select(s => new { Settlement = s, All = s.Subdistrict == town || sites.Contains(s.SiteCode) })
            .Select(s => new SettlementCount(
                s.Settlement,
                db.Sites.Where(c => c.Code == s.Settlement.SiteCode).Select(c => c.Name).FirstOrDefault(),
                s.Settlement.Payers.Where(p => s.All || p.Subdistrict == town).Sum(p => p.Meals),
                s.Settlement.Payers.Where(p => s.All || p.Subdistrict == town).Sum(p => p.MealsFen),
                s.Settlement.Payers.Where(p => s.All || p.Subdistrict == town).Sum(p => p.LateFen),
                s.Settlement.Payers.Where(p => s.All || p.Subdistrict == town).Sum(p => p.ClawBackFen),
                db.SettlementDifferences.Count(d => d.SettlementId == s.Settlement.Id && (s.All || d.Payer == town)),
                db.MealReviews.Count(r => r.SiteCode == s.Settlement.SiteCode && r.Status == ReviewStatus.Pending && (s.All || r.Subdistrict == town))));
    }

    private static IReadOnlyList<SheetCell> RowOf(SettlementCount c, Town town)
    {
        var s = c.Settlement;
        return
        [
            s.Id.ToString(), SheetWords.Month(s.Month), s.SiteCode, c.Name, SheetWords.Of(s.Status) + (c.Disputed ? "（有异议）" : ""), c.Meals, SheetCell.Yuan(c.MealsFen),
            SheetCell.Yuan(c.LateFen), SheetCell.Yuan(c.ClawBackFen), SheetCell.Yuan(c.TotalFen), c.Differences, c.Held, s.Remarks, s.DraftedBy.ToString(),
            SheetCell.Time(town, s.DraftedAt), s.ConfirmedBy?.ToString(), SheetCell.Time(town, s.ConfirmedAt), s.ApprovedBy?.ToString(), SheetCell.Time(town, s.ApprovedAt),
        ];
    }

    internal static async Task<Results<Ok<SettlementAnswer>, ProblemHttpResult>> ReadAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        return await SettlementAccess.FindAsync(db, id, caller, ct) is { } view
            ? TypedResults.Ok(await SettlementAnswer.OfAsync(db, view, ct))
            : new Absent().ToProblem();
    }

    internal static async Task<Results<Ok<Page<LineAnswer>>, ProblemHttpResult>> LinesAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? kind = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalWord<SettlementLineKind>("kind", kind);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<LineCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        if (await SettlementAccess.FindAsync(db, id, caller, ct) is not { } view)
            return new Absent().ToProblem();
        var rows = view.Lines(db);
        if (wanted is not null)
            rows = rows.Where(l => l.Kind == wanted);
        if (cursor is not null)
            rows = rows.Where(l => l.ServiceDate > cursor.On || (l.ServiceDate == cursor.On && string.Compare(l.OrderNumber, cursor.Number) > 0));
        var page = await rows.OrderBy(l => l.ServiceDate).ThenBy(l => l.OrderNumber).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.Select(l => new LineAnswer(
                l.DecisionId, l.Kind, l.Payer, l.OrderNumber, l.ServiceDate, l.MealPeriod, l.Channel, l.NoShow, l.FoodFen, l.ResidentFen, l.OperatorFen,
                l.AmountFen, l.Level, l.Accepted)).ToList()
            .ToPage(take, l => new LineCursor(l.ServiceDate, l.OrderNumber)));
    }

    internal static async Task<Results<Ok<Page<DifferenceAnswer>>, ProblemHttpResult>> DifferencesAsync(
        Guid id, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? kind = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var wanted = check.OptionalWord<DifferenceKind>("kind", kind);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<DifferenceCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        if (await SettlementAccess.FindAsync(db, id, caller, ct) is not { } view)
            return new Absent().ToProblem();
        var rows = view.Differences(db);
        if (wanted is not null)
            rows = rows.Where(d => d.Kind == wanted);
        if (cursor is not null)
            rows = rows.Where(d => d.Number > cursor.Number);
        var page = await rows.OrderBy(d => d.Number).Take(take + 1).ToListAsync(ct);
        return TypedResults.Ok(page.ConvertAll(DifferenceAnswer.Of).ToPage(take, d => new DifferenceCursor(d.Number)));
    }

    private sealed record Asked(int? Month, string? Site, SettlementStatus? Status)
    {
        public static Asked Read(Check check, string? month, string? siteCode, string? status) => new(
            check.OptionalMonth("month", month) is { } only ? MonthNumber.Of(only) : null, check.OptionalText("siteCode", siteCode, 40),
            check.OptionalWord<SettlementStatus>("status", status));

        public IQueryable<Settlement> Of(SubsidyDbContext db, Reach reach)
        {
            var rows = SettlementAccess.List(db, reach.Sites, reach.Town);
            if (Month is not null)
                rows = rows.Where(s => s.Month == Month);
            if (Status is not null)
                rows = rows.Where(s => s.Status == Status);
            return Site is null ? rows : rows.Where(s => s.SiteCode == Site);
        }
    }

    /// <param name="Sites">That the caller speaks for.</param>
    /// <param name="Town">That the caller looks after; null for staff.</param>
    private sealed record Reach(IReadOnlyList<string> Sites, string? Town)
    {
        public static async Task<Reach> OfAsync(SubsidyDbContext db, Caller caller, CancellationToken ct) =>
            new(await SettlementAccess.SitesOfAsync(db, caller, ct), caller.MayAudit(caller.Subdistrict) ? caller.Subdistrict : null);
    }

    private sealed record RowCursor(int Month, string SiteCode);

    private sealed record LineCursor(LocalDate On, string Number);

    private sealed record DifferenceCursor(int Number);
}
