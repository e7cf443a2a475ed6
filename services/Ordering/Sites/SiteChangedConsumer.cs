using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Ordering.Data;

namespace MealDispatch.Ordering.Sites;

/// <summary>Keeps the newest state of a site; older versions are ignored.</summary>
internal sealed class SiteChangedConsumer : IConsume<SiteChanged, OrderingDbContext>
{
    public async Task ConsumeAsync(SiteChanged message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        var site = await unit.Db.Sites.FindAsync([message.Code], ct);
        if (site is null)
            unit.Db.Sites.Add(site = new Site { Code = message.Code });
        else if (site.Version >= message.Version)
            return;
        site.Version = message.Version;
        site.Name = message.Name;
        site.Kind = message.Kind;
        site.KitchenCode = message.SuppliedBy ?? message.Code;
        site.Subdistrict = message.Subdistrict;
        site.Point = message.Point;
        site.DeliveryRadiusMeters = message.DeliveryRadiusMeters;
        site.DeliveryFeeFen = message.DeliveryFeeFen;
        site.OrderWindows = message.OrderWindows;
        site.ClosedDates = message.ClosedDates;
    }
}
