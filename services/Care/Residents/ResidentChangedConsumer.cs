using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Care.Data;
using MealDispatch.Contracts.Registry;

namespace MealDispatch.Care.Residents;

/// <summary>In which community a resident lives, and when they are active.</summary>
internal sealed class ResidentChangedConsumer : IConsume<ResidentChanged, CareDbContext>
{
    public async Task ConsumeAsync(ResidentChanged message, Unit<CareDbContext> unit, CancellationToken ct)
    {
        var resident = await unit.Db.Residents.FindAsync([message.ResidentId], ct);
        if (resident is null)
            unit.Db.Residents.Add(resident = new ResidentContact { ResidentId = message.ResidentId });
        else if (resident.CommunityVersion >= message.Version)
            return;
        resident.CommunityVersion = message.Version;
        resident.Statuses = message.Statuses;
        resident.Community = message.Community;
    }
}
