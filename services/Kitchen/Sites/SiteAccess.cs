using System.Linq.Expressions;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Kitchen.Data;
using MealDispatch.Kitchen.Tickets;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Sites;

/// <summary>Staff of a site meet its tickets; staff of the canteen that cooks also meet those of the tables it supplies.</summary>
internal static class SiteAccess
{
    internal static bool MayHandle(this Caller caller, Ticket ticket) =>
        caller.WorksAt(ticket.SiteCode) || caller.WorksAt(ticket.KitchenSiteCode);

    /// <summary>The tickets that this caller may see, as a query.</summary>
    internal static Expression<Func<Ticket, bool>> VisibleTo(Caller caller)
    {
        var sites = caller.Is(Role.CanteenStaff) ? caller.Sites.ToList() : [];
        return ticket => sites.Contains(ticket.SiteCode) || sites.Contains(ticket.KitchenSiteCode);
    }

    /// <summary>Staff of the site, or of the canteen that supplies it.</summary>
    internal static async Task<bool> MayWorkForAsync(this KitchenDbContext db, Caller caller, string siteCode, CancellationToken ct)
    {
        if (caller.WorksAt(siteCode)) return true;
        var suppliedBy = await db.Sites.Where(s => s.Code == siteCode).Select(s => s.SuppliedBy).SingleOrDefaultAsync(ct);
        return suppliedBy is not null && caller.WorksAt(suppliedBy);
    }
}
