using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Kitchen.Data;
using Microsoft.EntityFrameworkCore;

namespace MealDispatch.Kitchen.Residents;

/// <summary>What the kitchen needs of a resident: a name for the ticket, the door, the diet, and the phone for a recall. Read when a ticket or sheet is made.</summary>
internal sealed class ResidentCopy
{
    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string AddressText { get; set; } = "";

    /// <summary>For a recall only; null when there is none.</summary>
    public string? Phone { get; set; }

    /// <summary>Whether the door's coordinates are known; a courier needs them.</summary>
    public bool HasPoint { get; set; }

    /// <summary>Null when the address names none; then <see cref="AddressText"/> is the door.</summary>
    public string? Building { get; set; }

    public string? Room { get; set; }

    public IReadOnlyList<string> DietTags { get; set; } = [];

    public IReadOnlyList<string> Avoid { get; set; } = [];
}

/// <summary>The resident's valid card, by hash.</summary>
internal sealed class ResidentCard
{
    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    /// <summary>Lower-case hex SHA-256 of the card code; null when no card is valid.</summary>
    public string? CardHash { get; set; }
}

internal sealed class ResidentContactChangedConsumer : IConsume<ResidentContactChanged, KitchenDbContext>
{
    public async Task ConsumeAsync(ResidentContactChanged message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        var resident = await unit.Db.Residents.FindAsync([message.ResidentId], ct);
        if (resident is null)
            unit.Db.Residents.Add(resident = new ResidentCopy { ResidentId = message.ResidentId });
        else if (resident.Version >= message.Version)
            return;
        resident.Version = message.Version;
        resident.Name = message.Name;
        resident.AddressText = message.AddressText;
        resident.Phone = message.Phone;
        resident.HasPoint = message.Point is not null;
        resident.Building = message.Building;
        resident.Room = message.Room;
        resident.DietTags = message.DietTags;
        resident.Avoid = message.Avoid;
    }
}

internal sealed class ResidentCardChangedConsumer : IConsume<ResidentCardChanged, KitchenDbContext>
{
    public async Task ConsumeAsync(ResidentCardChanged message, Unit<KitchenDbContext> unit, CancellationToken ct)
    {
        var card = await unit.Db.Cards.FindAsync([message.ResidentId], ct);
        if (card is null)
            unit.Db.Cards.Add(card = new ResidentCard { ResidentId = message.ResidentId });
        else if (card.Version >= message.Version)
            return;
        card.Version = message.Version;
        card.CardHash = message.CardHash;
    }
}

internal static class ResidentMapping
{
    internal static void Map(ModelBuilder model)
    {
        model.Entity<ResidentCopy>(e =>
        {
            e.ToTable("residents");
            e.HasKey(r => r.ResidentId);
            e.Property(r => r.ResidentId).ValueGeneratedNever();
            e.Property(r => r.DietTags).IsJson();
            e.Property(r => r.Avoid).IsJson();
        });
        model.Entity<ResidentCard>(e =>
        {
            e.ToTable("resident_cards");
            e.HasKey(c => c.ResidentId);
            e.Property(c => c.ResidentId).ValueGeneratedNever();
            e.Property(c => c.CardHash).HasMaxLength(64);
            e.HasIndex(c => c.CardHash);
        });
    }
}
