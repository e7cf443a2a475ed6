using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Ordering;
using NodaTime;

namespace MealDispatch.Care.Checks.OnOrderWindowClosed;

internal sealed class OrderWindowClosedConsumer : IConsume<OrderWindowClosed, CareDbContext>
{
    public static readonly Duration Wait = Duration.FromMinutes(5);

    public async Task ConsumeAsync(OrderWindowClosed message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.ClosedWindows.FindAsync([message.SiteCode, message.ServiceDate, message.MealPeriod], ct) is not null)
            return;
        unit.Db.ClosedWindows.Add(new ClosedWindow
        {
            SiteCode = message.SiteCode, ServiceDate = message.ServiceDate, MealPeriod = message.MealPeriod, CheckAt = message.OccurredAt + Wait,
        });
    }
}
