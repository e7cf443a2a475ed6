using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using MealDispatch.Registry.Data;
using NodaTime;

namespace MealDispatch.Registry.Residents;

/// <summary>What an officer enters about a resident; checked.</summary>
internal sealed record ResidentEntry
{
    public required string Name { get; init; }

    /// <summary>Null keeps the number of a resident who has one.</summary>
    public required IdNumber? IdNumber { get; init; }

    public required string? Phone { get; init; }

    public required LocalDate BirthDate { get; init; }

    public required Gender Gender { get; init; }

    public required string Subdistrict { get; init; }

    public required string? Community { get; init; }

    public required Address Address { get; init; }

    public required IReadOnlyList<ResidentCategory> Categories { get; init; }

    public required IReadOnlyList<string> DietTags { get; init; }

    /// <summary>Ingredients that the resident must not get.</summary>
    public required IReadOnlyList<string> Avoid { get; init; }

    public required string? Notes { get; init; }

    public required IReadOnlyList<EmergencyContact> Contacts { get; init; }
}

/// <summary>A registered elder.</summary>
internal sealed class Resident
{
    public required Guid Id { get; init; }

    public int Version { get; private set; }

    public string Name { get; private set; } = "";

    public byte[] SealedIdNumber { get; private set; } = [];

    public string IdNumberHash { get; private set; } = "";

    public string? Phone { get; private set; }

    public LocalDate BirthDate { get; private set; }

    public Gender Gender { get; private set; }

    public string Subdistrict { get; private set; } = "";

    public string? Community { get; private set; }

    public string AddressText { get; private set; } = "";

    public string? Building { get; private set; }

    public string? Room { get; private set; }

    /// <summary>As given, in <see cref="Datum"/>; null without coordinates.</summary>
    public double? Lat { get; private set; }

    public double? Lng { get; private set; }

    public Datum? Datum { get; private set; }

    public IReadOnlyList<ResidentStatusPeriod> Statuses { get; private set; } = StatusHistory.From(ResidentStatus.Active);

    public IReadOnlyList<ResidentCategory> Categories { get; private set; } = [];

    public IReadOnlyList<string> DietTags { get; private set; } = [];

    public IReadOnlyList<string> Avoid { get; private set; } = [];

    public string? Notes { get; private set; }

    public IReadOnlyList<EmergencyContact> Contacts { get; private set; } = [];

    public Address Address => new(AddressText, Building, Room, Lat, Lng, Datum);

    public void Begin(ResidentStatus status) => Statuses = StatusHistory.From(status);

    public void ChangeStatus(ResidentStatus status, LocalDate from, LocalDate? to) => Statuses = Statuses.With(status, from, to);

    public void Enter(ResidentEntry entry, IdNumberVault vault)
    {
        if (entry.IdNumber is { } idNumber && vault.HashOf(idNumber) is var hash && hash != IdNumberHash)
            (SealedIdNumber, IdNumberHash) = (vault.Seal(idNumber.Value), hash);
        (Name, Phone, BirthDate, Gender) = (entry.Name, entry.Phone, entry.BirthDate, entry.Gender);
        (Subdistrict, Community) = (entry.Subdistrict, entry.Community);
        (AddressText, Building, Room) = (entry.Address.Text, entry.Address.Building, entry.Address.Room);
        (Lat, Lng, Datum) = (entry.Address.Lat, entry.Address.Lng, entry.Address.Datum);
        (Categories, DietTags, Avoid, Notes, Contacts) = (entry.Categories, entry.DietTags, entry.Avoid, entry.Notes, entry.Contacts);
    }

    /// <summary>Whether entering this would change nothing.</summary>
    public bool Holds(ResidentEntry entry, IdNumberVault vault) =>
        (entry.IdNumber is null || vault.HashOf(entry.IdNumber) == IdNumberHash)
        && (Name, Phone, BirthDate, Gender, Subdistrict, Community, Notes)
            == (entry.Name, entry.Phone, entry.BirthDate, entry.Gender, entry.Subdistrict, entry.Community, entry.Notes)
        && Address == entry.Address && Categories.SequenceEqual(entry.Categories) && DietTags.SequenceEqual(entry.DietTags)
        && Avoid.SequenceEqual(entry.Avoid) && Contacts.SequenceEqual(entry.Contacts);

    /// <summary>Counts the change and tells the services: what rules need, and apart from it what only kitchen, couriers and care may know.</summary>
    public void Tell(Unit<RegistryDbContext> unit)
    {
        Version++;
        var point = Address.Point;
        unit.Publish(
            new ResidentChanged
            {
                ResidentId = Id, Version = Version, BirthDate = BirthDate, Statuses = Statuses, Categories = Categories, Subdistrict = Subdistrict,
                Community = Community, Point = point, DietTags = DietTags, OccurredAt = unit.Now,
            },
            Id, Version);
        unit.Publish(
            new ResidentContactChanged
            {
                ResidentId = Id, Version = Version, Subdistrict = Subdistrict, Name = Name, Phone = Phone, AddressText = AddressText, Building = Building,
                Room = Room, Point = point, DietTags = DietTags, Avoid = Avoid, Notes = Notes, Contacts = Contacts, OccurredAt = unit.Now,
            },
            Id, Version);
    }
}

/// <summary>Who changed a resident's status, and why.</summary>
internal sealed class StatusChange
{
    public required Guid Id { get; init; }

    public required Guid ResidentId { get; init; }

    public required ResidentStatus Status { get; init; }

    public required LocalDate From { get; init; }

    /// <summary>Null is open.</summary>
    public required LocalDate? To { get; init; }

    public required string Reason { get; init; }

    public required Guid ChangedBy { get; init; }

    public required Instant ChangedAt { get; init; }
}

/// <summary>Somebody read personal data: who, whose, by which route.</summary>
internal sealed class PersonalDataRead
{
    public required Guid Id { get; init; }

    public required Guid ReadBy { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>The name of the route, which says why.</summary>
    public required string Purpose { get; init; }

    public required Instant ReadAt { get; init; }
}
