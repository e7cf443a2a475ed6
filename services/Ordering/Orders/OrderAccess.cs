using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Ordering.Data;

namespace MealDispatch.Ordering.Orders;

/// <summary>Who may see an order, and who may change it. To everybody else it does not exist.</summary>
internal static class OrderAccess
{
    /// <summary>The resident, confirmed family, and staff of any site of the resident's subdistrict.</summary>
    public static bool MayActOn(this Caller caller, Order order) => caller.ActsFor(order.ResidentId) || caller.IsStaffIn(order.Subdistrict);

    /// <summary>Those who may act, and officers and auditors of the subdistrict.</summary>
    public static bool MaySee(this Caller caller, Order order) => caller.MayActOn(order) || caller.MayAudit(order.Subdistrict);

    /// <summary>How the timeline names who did something: what they are, never who.</summary>
    public static string RoleOf(this Caller caller, Guid residentId) =>
        caller.ActsFor(residentId) ? "resident" : caller.Is(Role.CanteenStaff) ? "staff" : "officer";

    /// <summary>As whom somebody who may act places an order: their own first, then as family, else as staff.</summary>
    public static OrderedBy OrdersAs(this Caller caller, Guid residentId) =>
        caller.OwnResidentId == residentId ? OrderedBy.Resident : caller.ActsFor(residentId) ? OrderedBy.Family : OrderedBy.Staff;

    /// <summary>The orders that a list may hold: one's own, those of one's sites (of any site, for a named resident), those of one's subdistrict.</summary>
    public static IQueryable<Order> OrdersOf(this OrderingDbContext db, Caller caller, Guid? residentId)
    {
        var (residents, sites, subdistrict) = (caller.Residents, caller.Sites, caller.Subdistrict);
        var audits = caller.Is(Role.Officer) || caller.Is(Role.Auditor);
        var staff = caller.Is(Role.CanteenStaff);
        var named = residentId is not null;
        return db.Orders.Where(o => residents.Contains(o.ResidentId)
            || (audits && o.Subdistrict == subdistrict)
            || (staff && o.Subdistrict == subdistrict && (named || sites.Contains(o.SiteCode) || sites.Contains(o.KitchenSiteCode))));
    }
}
