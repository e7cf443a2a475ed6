using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Ordering.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Ordering.Residents;

/// <summary>Ordering's copy of a resident: what the rules need, no name, no phone, no door.</summary>
internal sealed class Resident
{
    public required Guid Id { get; init; }

    public int Version { get; set; }

    public LocalDate BirthDate { get; set; }

    public IReadOnlyList<ResidentStatusPeriod> Statuses { get; set; } = [];

    public IReadOnlyList<ResidentCategory> Categories { get; set; } = [];

    public string Subdistrict { get; set; } = "";

    /// <summary>Null when the resident belongs to no community.</summary>
    public string? Community { get; set; }

    /// <summary>The door, WGS-84; null when the address has no coordinates.</summary>
    public GeoPoint? Point { get; set; }

    public IReadOnlyList<string> DietTags { get; set; } = [];

    /// <summary>The status that holds on a date; a gap in the periods counts as not active.</summary>
    public ResidentStatus StatusOn(LocalDate date) =>
        Statuses.FirstOrDefault(s => (s.From is null || s.From <= date) && (s.To is null || date <= s.To))?.Status ?? ResidentStatus.Pending;
}

/// <summary>The card that is valid for a resident now.</summary>
internal sealed class ResidentCard
{
    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    /// <summary>Lower-case hex SHA-256 of the card code; null while no card is valid.</summary>
    public string? CardHash { get; set; }
}

internal static class ResidentMapping
{
    public static void Map(EntityTypeBuilder<Resident> resident)
    {
        resident.ToTable("residents");
        resident.Property(r => r.Id).ValueGeneratedNever();
        resident.Property(r => r.Statuses).HasJson();
        resident.Property(r => r.Categories).HasJson();
        resident.Property(r => r.DietTags).HasJson();
        resident.Property(r => r.Point).HasJson();
        resident.Property(r => r.Subdistrict).HasMaxLength(40);
        resident.Property(r => r.Community).HasMaxLength(100);
    }

    public static void Map(EntityTypeBuilder<ResidentCard> card)
    {
        card.ToTable("resident_cards");
        card.HasKey(c => c.ResidentId);
        card.Property(c => c.ResidentId).ValueGeneratedNever();
        card.Property(c => c.CardHash).HasMaxLength(64);
        card.HasIndex(c => c.CardHash);
    }
}
