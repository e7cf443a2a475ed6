using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Cards;

/// <summary>A resident's card: a code that shows at a counter that the resident was there, and a pin to sign in with it.</summary>
internal sealed class Card
{
    public required Guid Id { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>The resident's how-manieth change of card; issuing and revoking both count.</summary>
    public required int Version { get; set; }

    public required byte[] SealedCode { get; init; }

    /// <summary>Lower-case hex SHA-256 of the code.</summary>
    public required string CardHash { get; init; }

    public required string PinHash { get; init; }

    public required Instant IssuedAt { get; init; }

    /// <summary>Null while it is valid.</summary>
    public Instant? RevokedAt { get; private set; }

    public void Revoke(Instant now, int version) => (RevokedAt, Version) = (now, version);

    public void Tell(Unit<RegistryDbContext> unit, string subdistrict) => unit.Publish(
        new ResidentCardChanged
        {
            ResidentId = ResidentId, Version = Version, Subdistrict = subdistrict, CardHash = RevokedAt is null ? CardHash : null, OccurredAt = unit.Now,
        },
        ResidentId, Version);
}

internal static class CardMapping
{
    public static void Map(ModelBuilder model) => model.Entity<Card>(e =>
    {
        e.ToTable("cards");
        e.Property(c => c.Id).ValueGeneratedNever();
        e.Property(c => c.SealedCode).HasMaxLength(200);
        e.Property(c => c.CardHash).HasMaxLength(64);
        e.Property(c => c.PinHash).HasMaxLength(200);
        e.HasIndex(c => c.CardHash).IsUnique();
        e.HasIndex(c => new { c.ResidentId, c.Version }).IsUnique();
    });
}
