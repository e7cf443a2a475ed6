using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Ordering;
using MealDispatch.Kitchen.Batches.CloseBatch;
using MealDispatch.Kitchen.Data;

namespace MealDispatch.Kitchen.Batches.OnOrderWindowClosed;

/// <summary>Notes which orders of a site are confirmed at its cutoff; with the last such word the batch closes.</summary>
internal sealed class OrderWindowClosedConsumer : IConsume<OrderWindowClosed, KitchenDbContext>
{
    public async Task ConsumeAsync(OrderWindowClosed message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.ClosedWindows.FindAsync([message.SiteCode, message.ServiceDate, message.MealPeriod], ct) is not null) return;

        unit.Db.ClosedWindows.Add(new ClosedWindow
        {
            SiteCode = message.SiteCode,
            KitchenSiteCode = message.KitchenSiteCode,
            ServiceDate = message.ServiceDate,
            MealPeriod = message.MealPeriod,
            OrderIds = message.OrderIds,
        });
        await unit.CloseIfCompleteAsync(new Meal(message.KitchenSiteCode, message.ServiceDate, message.MealPeriod), ct);
    }
}
