using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Ordering.Data;

namespace MealDispatch.Ordering.Residents;

/// <summary>Keeps the newest state of a resident; older versions are ignored.</summary>
internal sealed class ResidentChangedConsumer : IConsume<ResidentChanged, OrderingDbContext>
{
    public async Task ConsumeAsync(ResidentChanged message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        var resident = await unit.Db.Residents.FindAsync([message.ResidentId], ct);
        if (resident is null)
            unit.Db.Residents.Add(resident = new Resident { Id = message.ResidentId });
        else if (resident.Version >= message.Version)
            return;
        resident.Version = message.Version;
        resident.BirthDate = message.BirthDate;
        resident.Statuses = message.Statuses;
        resident.Categories = message.Categories;
        resident.Subdistrict = message.Subdistrict;
        resident.Community = message.Community;
        resident.Point = message.Point;
        resident.DietTags = message.DietTags;
    }
}

/// <summary>Keeps the newest card of a resident; older versions are ignored.</summary>
internal sealed class ResidentCardChangedConsumer : IConsume<ResidentCardChanged, OrderingDbContext>
{
    public async Task ConsumeAsync(ResidentCardChanged message, Unit<OrderingDbContext> unit, CancellationToken ct)
    {
        var card = await unit.Db.ResidentCards.FindAsync([message.ResidentId], ct);
        if (card is null)
            unit.Db.ResidentCards.Add(card = new ResidentCard { ResidentId = message.ResidentId });
        else if (card.Version >= message.Version)
            return;
        card.Version = message.Version;
        card.CardHash = message.CardHash;
    }
}
