using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Care.Residents;

internal sealed class ResidentContactChangedConsumer : IConsume<ResidentContactChanged, CareDbContext>
{
    public async Task ConsumeAsync(ResidentContactChanged message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var resident = await unit.Db.Residents.FindAsync([message.ResidentId], ct);
        if (resident is null)
            unit.Db.Residents.Add(resident = new ResidentContact { ResidentId = message.ResidentId });
        else if (resident.Version >= message.Version)
            return;
        resident.Version = message.Version;
        resident.Name = message.Name;
        resident.Phone = message.Phone;
        resident.AddressText = string.Join(' ', new[] { message.AddressText, message.Building, message.Room }.Where(part => !string.IsNullOrEmpty(part)));
        resident.Contacts = message.Contacts;
    }
}
