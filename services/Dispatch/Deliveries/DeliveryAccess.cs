using MealDispatch.BuildingBlocks.Errors;
using MealDispatch.BuildingBlocks.Security;
using MealDispatch.Contracts;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries;

/// <summary>Who may see a delivery: the resident and family, staff of the site or its kitchen, officers and auditors, its own rider.</summary>
internal static class DeliveryAccess
{
    public static async Task<Result<Delivery>> FindVisibleAsync(this DispatchDbContext db, Guid id, Caller caller, CancellationToken ct)
    {
        var delivery = await db.Deliveries.SingleOrDefaultAsync(d => d.Id == id, ct);
        return delivery is not null && (MaySee(caller, delivery) || await IsRiderOfAsync(db, caller, id, ct)) ? delivery : new Absent();
    }

    public static bool MaySee(Caller caller, Delivery delivery) => caller.ActsFor(delivery.ResidentId) || MayOversee(caller, delivery);

    public static bool MayOversee(Caller caller, Delivery delivery) =>
        caller.WorksAt(delivery.SiteCode) || caller.WorksAt(delivery.KitchenSiteCode) || caller.MayAudit(delivery.Subdistrict);

    public static async Task<bool> IsRiderOfAsync(DispatchDbContext db, Caller caller, Guid deliveryId, CancellationToken ct) =>
        caller.Is(Role.Rider) && await db.Attempts.AnyAsync(a => a.DeliveryId == deliveryId && a.RiderPersonId == caller.Id, ct);
}
