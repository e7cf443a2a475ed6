using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Subsidy.Data;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Subsidy.Decisions.ListDecisions;

/// <param name="Subdistrict">The resident's, which pays.</param>
/// <param name="SiteSubdistrict">The site's; null until the site is known here.</param>
internal sealed record DecisionRow(
    Guid Id, string OrderNumber, string Subdistrict, string? SiteSubdistrict, string SiteCode, LocalDate ServiceDate, MealPeriod MealPeriod,
    Fulfilment Channel, DecisionState Status, bool NoShow, long FoodFen, long DeliveryFeeFen, long TotalFen);

/// <summary>A month's decisions on residents of the caller's subdistrict, and on anybody's meals at its sites.</summary>
internal static class ListDecisionsEndpoint
{
    public static void MapListDecisions(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/subsidy/decisions", HandleAsync)
            .WithName("Subsidy_ListDecisions").WithSummary("A month's decisions; ?siteCode=, ?orderNumber= narrow it")
            .ProducesProblem(400).ProducesProblem(403)
            .AllowRoles(Role.Officer, Role.Auditor);

    internal static async Task<Results<Ok<Page<DecisionRow>>, ProblemHttpResult>> HandleAsync(
        Caller caller, Database<SubsidyDbContext> database, CancellationToken ct,
        string? month = null, string? siteCode = null, string? orderNumber = null, int? limit = null, string? after = null)
    {
        var check = new Check();
        var number = MonthNumber.Of(check.Month("month", month));
        var take = Paging.Limit(check, limit);
        var cursor = Paging.After<Cursor>(check, after);
        if (check.Failed)
            return check.Error.ToProblem();
        if (caller.Subdistrict is not { } own)
            return new Forbidden().ToProblem();

        await using var db = database.Read();
        var decisions = db.Decisions.Where(d => d.Month == number && (d.Subdistrict == own || d.SiteSubdistrict == own));
        if (!string.IsNullOrEmpty(siteCode))
            decisions = decisions.Where(d => d.SiteCode == siteCode);
        if (!string.IsNullOrEmpty(orderNumber))
            decisions = decisions.Where(d => d.OrderNumber == orderNumber);
        if (cursor is not null)
            decisions = decisions.Where(d => d.ServiceDate > cursor.ServiceDate || (d.ServiceDate == cursor.ServiceDate && d.Id > cursor.Id));
        var rows = await decisions.OrderBy(d => d.ServiceDate).ThenBy(d => d.Id).Take(take + 1)
            .Select(d => new DecisionRow(
                d.Id, d.OrderNumber, d.Subdistrict, d.SiteSubdistrict, d.SiteCode, d.ServiceDate, d.MealPeriod, d.Channel, d.State, d.NoShow, d.FoodFen,
                d.DeliveryFeeFen, d.TotalFen))
            .ToListAsync(ct);
        return TypedResults.Ok(rows.ToPage(take, row => new Cursor(row.ServiceDate, row.Id)));
    }

    private sealed record Cursor(LocalDate ServiceDate, Guid Id);
}
