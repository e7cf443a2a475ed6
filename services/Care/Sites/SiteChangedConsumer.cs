using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Care.Sites;

internal sealed class SiteChangedConsumer : IConsume<SiteChanged, CareDbContext>
{
    public async Task ConsumeAsync(SiteChanged message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var site = await unit.Db.Sites.FindAsync([message.Code], ct);
        if (site is null)
            unit.Db.Sites.Add(site = new SiteCopy { Code = message.Code });
        else if (site.Version >= message.Version)
            return;
        site.Version = message.Version;
        site.Name = message.Name;
        site.Phone = message.Phone;
        site.Subdistrict = message.Subdistrict;
    }
}
