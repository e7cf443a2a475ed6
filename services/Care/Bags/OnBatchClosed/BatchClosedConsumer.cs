using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Kitchen;

namespace MealDispatch.Care.Bags.OnBatchClosed;

internal sealed class BatchClosedConsumer : IConsume<BatchClosed, CareDbContext>
{
    public async Task ConsumeAsync(BatchClosed message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        foreach (var ticket in message.Tickets.Where(t => t.CareTokenHash is not null))
        {
            var bag = await unit.BagOfAsync(ticket.OrderId, ct);
            bag.CareTokenHash = ticket.CareTokenHash;
            bag.ResidentId = ticket.ResidentId;
            bag.SiteCode = ticket.SiteCode;
        }
    }
}
