using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Kitchen;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Dispatch.Deliveries.OnMealUnpacked;

/// <summary>Scanned by mistake: it does not grow cold yet.</summary>
internal sealed class MealUnpackedConsumer : IConsume<MealUnpacked, DispatchDbContext>
{
    public async Task ConsumeAsync(MealUnpacked message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        if (await unit.Db.Deliveries.SingleOrDefaultAsync(d => d.OrderId == message.OrderId, ct) is { } delivery)
            delivery.Unpack(message.PackedAt);
    }
}
