using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Sites;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Figures;

/// <summary>Whose figures somebody may see, and which tickets are in them.</summary>
internal static class FigureSites
{
    /// <summary>Null when it is not there, or the caller neither works for it nor is an officer or auditor of its subdistrict.</summary>
    public static async Task<SiteCopy?> SiteForFiguresAsync(this KitchenDbContext db, Caller caller, string siteCode, CancellationToken ct) =>
        await db.Sites.SingleOrDefaultAsync(s => s.Code == siteCode, ct) is { } site
        && (caller.MayAudit(site.Subdistrict) || await db.MayWorkForAsync(caller, siteCode, ct)) ? site : null;

    /// <summary>What was cooked: of a canteen all that left its kitchen, of a dining table what was cooked for it.</summary>
    public static IQueryable<Ticket> CookedFor(this KitchenDbContext db, SiteCopy site)
    {
        var kitchen = site.SuppliedBy ?? site.Code;
        var cooked = db.Tickets.Where(t => t.KitchenSiteCode == kitchen && t.Number != null);
        return site.SuppliedBy is null ? cooked : cooked.Where(t => t.SiteCode == site.Code);
    }

    /// <summary>What was eaten at the counter without an order: of a canteen its own and that of the tables it supplies.</summary>
    public static IQueryable<CounterMeal> AtCounterOf(this KitchenDbContext db, SiteCopy site) =>
        db.CounterMeals.Where(m => m.SiteCode == site.Code || db.Sites.Any(s => s.Code == m.SiteCode && s.SuppliedBy == site.Code));
}
