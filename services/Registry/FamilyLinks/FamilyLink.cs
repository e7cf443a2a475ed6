using MealDispatch.BuildingBlocks;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Data;
using MealDispatch.Registry.People;
using MealDispatch.Registry.Residents;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.FamilyLinks;

internal enum FamilyLinkStatus
{
    Pending,
    Confirmed,
    Withdrawn,
}

/// <summary>The right of a person to act for a resident: asked for, confirmed by the resident, revocable.</summary>
internal sealed class FamilyLink
{
    public const int MaxFailedTries = 5;
    public static readonly TimeSpan CodeLifetime = TimeSpan.FromMinutes(5);

    public required Guid Id { get; init; }

    public int Version { get; private set; }

    public required Guid ResidentId { get; init; }

    public required string Phone { get; init; }

    public required string Relation { get; init; }

    public FamilyLinkStatus Status { get; private set; }

    /// <summary>Made because a second resident has the same phone, not because somebody asked.</summary>
    public bool SharesPhone { get; private init; }

    /// <summary>Null until confirmed.</summary>
    public Guid? PersonId { get; private set; }

    /// <summary>Null when no code was sent, or it was used.</summary>
    public string? CodeHash { get; private set; }

    /// <summary>Real time, UTC.</summary>
    public DateTime? CodeExpiresAt { get; private set; }

    public int FailedTries { get; set; }

    /// <summary>Who confirmed it, and why without a code; null when confirmed by code.</summary>
    public Guid? ConfirmedBy { get; private set; }

    public string? PresentReason { get; private set; }

    public Guid? WithdrawnBy { get; private set; }

    public required Instant CreatedAt { get; init; }

    public static FamilyLink ForSharedPhone(Unit<RegistryDbContext> unit, Resident resident, Person person)
    {
        var link = new FamilyLink
        {
            Id = Ids.New(), ResidentId = resident.Id, Phone = person.Phone!, Relation = "同号", SharesPhone = true, CreatedAt = unit.Now,
        };
        link.Confirm(unit, person, null, null);
        return link;
    }

    /// <summary>Whether this code confirms the link now.</summary>
    public bool Accepts(string codeHash, DateTime realNow) =>
        CodeHash is { } hash && CodeExpiresAt > realNow && FailedTries < MaxFailedTries && SecretHash.Same(hash, codeHash);

    public void ExpectCode(string codeHash, DateTime realNow) => (CodeHash, CodeExpiresAt, FailedTries) = (codeHash, realNow + CodeLifetime, 0);

    public void Confirm(Unit<RegistryDbContext> unit, Person person, Guid? confirmedBy, string? presentReason)
    {
        (Status, PersonId, CodeHash, CodeExpiresAt) = (FamilyLinkStatus.Confirmed, person.Id, null, null);
        (ConfirmedBy, PresentReason) = (confirmedBy, presentReason);
        Tell(unit);
    }

    public void Withdraw(Unit<RegistryDbContext> unit, Guid by)
    {
        (Status, WithdrawnBy, CodeHash, CodeExpiresAt) = (FamilyLinkStatus.Withdrawn, by, null, null);
        Tell(unit);
    }

    private void Tell(Unit<RegistryDbContext> unit)
    {
        Version++;
        if (PersonId is not { } personId)
            return;
        unit.Publish(
            new FamilyLinkChanged
            {
                FamilyLinkId = Id, Version = Version, PersonId = personId, ResidentId = ResidentId, Active = Status == FamilyLinkStatus.Confirmed,
                OccurredAt = unit.Now,
            },
            Id, Version);
    }
}

internal static class FamilyLinkMapping
{
    public static void Map(ModelBuilder model) => model.Entity<FamilyLink>(e =>
    {
        e.ToTable("family_links");
        e.Property(l => l.Id).ValueGeneratedNever();
        e.Property(l => l.Version).IsConcurrencyToken();
        e.Property(l => l.Phone).HasMaxLength(PhoneNumber.MaxLength);
        e.Property(l => l.Relation).HasMaxLength(40);
        e.Property(l => l.CodeHash).HasMaxLength(64);
        e.Property(l => l.PresentReason).HasMaxLength(500);
        e.HasIndex(l => new { l.ResidentId, l.Phone }).IsUnique().HasFilter($"Status <> {(int)FamilyLinkStatus.Withdrawn}");
        e.HasIndex(l => l.PersonId);
    });
}
