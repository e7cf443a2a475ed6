using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Printing.ShowPrinter;

/// <summary>Where a site's printer stands and how it is, for those who set it and the staff who use it.</summary>
internal static class ShowPrinterEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/printers/{siteCode}", HandleAsync)
        .WithName("Kitchen_ShowPrinter").WithSummary("A site's printer").AllowRoles(Role.CanteenStaff, Role.Officer, Role.Admin).ProducesProblem(404);

    private static async Task<Results<Ok<PrinterView>, ProblemHttpResult>> HandleAsync(
        string siteCode, Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var site = await db.Sites.SingleOrDefaultAsync(s => s.Code == siteCode, ct);
        var isTheirs = site is not null
            && (caller.Is(Role.Admin) || caller.IsOfficerOf(site.Subdistrict) || await db.MayWorkForAsync(caller, siteCode, ct));
        return isTheirs && await PrinterView.ReadAsync(db, db.Printers.Where(p => p.SiteCode == siteCode), ct) is [var printer]
            ? TypedResults.Ok(printer)
            : new Absent().ToProblem();
    }
}
