using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
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
    Guid Id, string SiteCode, string SiteName, YearMonth Month, SettlementStatus Status, long Meals, long TotalFen, int Differences, int Held, bool Disputed);

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

/// <summary>Settlements of the caller's town, of sites they work at, or with a part that their town pays.</summary>
internal static class ReadSettlementsEndpoint
{
    private static readonly Role[] Readers = [Role.Officer, Role.Auditor, Role.CanteenStaff];

    public static void MapReadSettlements(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/settlements", ListAsync)
            .WithName("Subsidy_ListSettlements").WithSummary("Settlements, the newest month first")
            .ProducesProblem(400).ProducesProblem(403).AllowRoles(Readers);
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
        var wantedMonth = check.OptionalMonth("month", month);
        var wanted = check.OptionalWord<SettlementStatus>("status", status);
        var site = check.OptionalText("siteCode", siteCode, 40);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<RowCursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        await using var db = database.Read();
        var rows = await SettlementAccess.ListAsync(db, caller, ct);
        if (wantedMonth is { } only && MonthNumber.Of(only) is var number)
            rows = rows.Where(s => s.Month == number);
        if (wanted is not null)
            rows = rows.Where(s => s.Status == wanted);
        if (site is not null)
            rows = rows.Where(s => s.SiteCode == site);
        if (cursor is not null)
            rows = rows.Where(s => s.Month < cursor.Month || (s.Month == cursor.Month && string.Compare(s.SiteCode, cursor.SiteCode) > 0));
        var (sites, town) = (await SettlementAccess.SitesOfAsync(db, caller, ct), caller.MayAudit(caller.Subdistrict) ? caller.Subdistrict : null);
        var page = await rows.OrderByDescending(s => s.Month).ThenBy(s => s.SiteCode).Take(take + 1)
            .Select(s => new { Settlement = s, All = s.Subdistrict == town || sites.Contains(s.SiteCode) })
            .Select(s => new
            {
                s.Settlement.Id, s.Settlement.SiteCode, s.Settlement.Month, s.Settlement.Status,
                Name = db.Sites.Where(c => c.Code == s.Settlement.SiteCode).Select(c => c.Name).FirstOrDefault(),
                Meals = s.Settlement.Payers.Where(p => s.All || p.Subdistrict == town).Sum(p => p.Meals),
                Fen = s.Settlement.Payers.Where(p => s.All || p.Subdistrict == town).Sum(p => p.MealsFen + p.LateFen + p.ClawBackFen),
                Differences = db.SettlementDifferences.Count(d => d.SettlementId == s.Settlement.Id && (s.All || d.Payer == town)),
                Held = db.MealReviews.Count(r => r.SiteCode == s.Settlement.SiteCode && r.Status == ReviewStatus.Pending && (s.All || r.Subdistrict == town)),
                Disputed = s.Settlement.Status == SettlementStatus.Draft && s.Settlement.Remarks != null,
            })
            .ToListAsync(ct);
        return TypedResults.Ok(page.Select(r => new SettlementRow(
                r.Id, r.SiteCode, r.Name ?? r.SiteCode, MonthNumber.ToMonth(r.Month), r.Status, r.Meals, r.Fen, r.Differences, r.Held, r.Disputed)).ToList()
            .ToPage(take, r => new RowCursor(MonthNumber.Of(r.Month), r.SiteCode)));
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

    private sealed record RowCursor(int Month, string SiteCode);

    private sealed record LineCursor(LocalDate On, string Number);

    private sealed record DifferenceCursor(int Number);
}
