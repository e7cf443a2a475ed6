using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Care.Messages;
using MealDispatch.Contracts.Dispatch;

namespace MealDispatch.Care.Meals.OnRiderAtDoor;

internal sealed class RiderAtDoorConsumer : IConsume<RiderAtDoor, CareDbContext>
{
    public async Task ConsumeAsync(RiderAtDoor message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        await unit.MealOfAsync(message.OrderId, ct);
        await unit.NoteNewsAsync(message.OrderId, MessageKind.RiderAtDoor, message.OccurredAt, null, ct);
    }
}
