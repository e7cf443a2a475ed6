using MealDispatch.BuildingBlocks.Http;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using Microsoft.AspNetCore.Http.HttpResults;

namespace MealDispatch.Kitchen.Printing.ListPrinters;

/// <summary>The printers of the caller's sites and of the tables these supply, of the officer's subdistrict, or all for admins: how each is and what waits.</summary>
internal static class ListPrintersEndpoint
{
    internal static void Map(RouteGroupBuilder group) => group.MapGet("/printers", HandleAsync)
        .WithName("Kitchen_ListPrinters").WithSummary("Printers and how they are").AllowRoles(Role.CanteenStaff, Role.Officer, Role.Admin).ProducesProblem(401);

    private static async Task<Ok<Page<PrinterView>>> HandleAsync(Caller caller, Database<KitchenDbContext> database, CancellationToken ct)
    {
        await using var db = database.Read();
        var own = caller.Is(Role.CanteenStaff) ? caller.Sites.ToList() : [];
        var (all, subdistrict) = (caller.Is(Role.Admin), caller.Is(Role.Officer) ? caller.Subdistrict : null);
        var printers = db.Printers.Where(p => all || db.Sites.Any(s => s.Code == p.SiteCode
            && (own.Contains(s.Code) || (s.SuppliedBy != null && own.Contains(s.SuppliedBy)) || s.Subdistrict == subdistrict)));
        return TypedResults.Ok(new Page<PrinterView>(await PrinterView.ReadAsync(db, printers, ct), null));
    }
}
