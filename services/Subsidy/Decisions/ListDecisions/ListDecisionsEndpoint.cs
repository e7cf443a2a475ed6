using System.Linq.Expressions;
using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.BuildingBlocks.Sheets;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using MealDispatch.Subsidy.Reports;
using MealDispatch.Subsidy.Sheets;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace MealDispatch.Subsidy.Decisions.ListDecisions;

/// <summary>
/// Decisions on residents of the caller's subdistrict, and on anybody's meals at its sites; as JSON and as files. With <c>money</c>, or
/// filtered by what only the payer knows, they are those that the caller's subdistrict pays: the meals behind a number of the report.
/// </summary>
internal static class ListDecisionsEndpoint
{
    private static readonly string[] Head =
    [
        "订单号", "核定编号", "用餐日期", "餐次", "方式", "助餐点", "居委", "付款街道", "餐费（元）", "送餐费（元）", "居民补贴（元）", "运营补贴（元）", "资金", "未到",
    ];

    public static void MapListDecisions(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/subsidy/decisions", HandleAsync)
            .WithName("Subsidy_ListDecisions").WithSummary("Decisions by service date, narrowed like the report")
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);
        routes.MapDownload(
            "/api/subsidy/decisions", "Subsidy_ListDecisions",
            format => ([AsParameters] MealQuery query, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct, string? money = null, string? orderNumber = null) =>
                ExportAsync(format, query, money, orderNumber, caller, database, ct),
            Role.Officer, Role.Auditor);
    }

    internal static async Task<Results<Ok<Page<DecisionRow>>, ProblemHttpResult>> HandleAsync(
        [AsParameters] MealQuery query, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? money = null, string? orderNumber = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var asked = Asked.Read(check, query, money, orderNumber);
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();

        await using var db = database.Read();
        var ofResidents = await FirstAsync(asked.Of(db, d => d.Subdistrict == own), cursor, take + 1, ct);
        var atSites = asked.IsAboutThePayer ? [] : await FirstAsync(asked.Of(db, d => d.SiteSubdistrict == own && d.Subdistrict != own), cursor, take + 1, ct);
        List<Guid> ids = [.. ofResidents, .. atSites];
        var rows = await MealGrants.Of(InOrder(db.Decisions.Where(d => ids.Contains(d.Id))).Take(take + 1)).ToListAsync(ct);
        return TypedResults.Ok(rows.ConvertAll(meal => DecisionRow.Of(meal, asked.Filter, own)).ToPage(take, row => new Cursor(row.ServiceDate, row.Id)));
    }

    /// <summary>The two kinds of decisions are asked for one by one: each comes from its index in order, both at once would be sorted first.</summary>
    private static Task<List<Guid>> FirstAsync(IQueryable<Decision> decisions, Cursor? after, int count, CancellationToken ct)
    {
        if (after is not null)
            decisions = decisions.Where(d => d.ServiceDate > after.ServiceDate || (d.ServiceDate == after.ServiceDate && d.Id > after.Id));
        return InOrder(decisions).Take(count).Select(d => d.Id).ToListAsync(ct);
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> ExportAsync(
        SheetFormat format, MealQuery query, string? money, string? orderNumber, Caller caller, Database<SubsidyDbContext> database, CancellationToken ct)
    {
        var check = new Check();
        var asked = Asked.Read(check, query, money, orderNumber);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();
        return await new Download<MealGrants>(
            asked.Filter.Months, $"decisions-{asked.Filter.Months}", Head, db => MealGrants.Of(InOrder(asked.Of(db, d => d.Subdistrict == own || (!asked.IsAboutThePayer && d.SiteSubdistrict == own)))),
            meal => RowOf(DecisionRow.Of(meal, asked.Filter, own))).AnswerAsync(format, database, ct);
    }

    private static IQueryable<Decision> InOrder(IQueryable<Decision> decisions) => decisions.OrderBy(d => d.ServiceDate).ThenBy(d => d.Id);

    private static IReadOnlyList<SheetCell> RowOf(DecisionRow d) =>
    [
        d.OrderNumber, d.Id.ToString(), LocalDatePattern.Iso.Format(d.ServiceDate), SheetWords.Of(d.MealPeriod), SheetWords.Of(d.Channel), d.SiteCode, d.Community,
        d.Subdistrict, SheetCell.Yuan(d.FoodFen), SheetCell.Yuan(d.DeliveryFeeFen), SheetCell.Yuan(d.SubsidyFen), SheetCell.Yuan(d.OperatorFen),
        d.Money is { } money ? SheetWords.Of(money) : "", d.NoShow ? "未到" : "",
    ];

    private sealed record Cursor(LocalDate ServiceDate, Guid Id);

    private sealed record Asked(MealFilter Filter, MealMoney? Money, string? OrderNumber)
    {
        public static Asked Read(Check check, MealQuery query, string? money, string? orderNumber) =>
            new(query.Read(check), check.OptionalWord<MealMoney>("money", money), check.OptionalText("orderNumber", orderNumber, 40));

        public bool IsAboutThePayer => Money is not null || Filter.IsAboutThePayer;

        public IQueryable<Decision> Of(SubsidyDbContext db, Expression<Func<Decision, bool>> whose)
        {
            var decisions = Filter.Of(db.Decisions.Where(whose));
            if (Money is { } money)
                decisions = decisions.Where(MealFilter.Is(money));
            return OrderNumber is null ? decisions : decisions.Where(d => d.OrderNumber == OrderNumber);
        }
    }
}
