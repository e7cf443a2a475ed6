using System.Globalization;
using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Ordering;

namespace MealDispatch.Care.Meals.OnOrderRefunded;

internal sealed class OrderRefundedConsumer : IConsume<OrderRefunded, CareDbContext>
{
    public async Task ConsumeAsync(OrderRefunded message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        await unit.MealOfAsync(message.OrderId, ct);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.OrderRefunded, message.OccurredAt, message.AmountFen.ToString(CultureInfo.InvariantCulture), ct);
    }
}
