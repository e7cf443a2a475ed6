using System.Text.Json;
using MealDispatch.BuildingBlocks.Http;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace MealDispatch.Care.Residents;

/// <summary>The copy of whom to call: a resident's name, phone, door and emergency contacts, for the people on duty.</summary>
internal sealed class ResidentContact
{
    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    public string Name { get; set; } = "";

    public string? Phone { get; set; }

    public string AddressText { get; set; } = "";

    /// <summary>Whose grid steward is called; null when the resident has none. Told by another message, with a version of its own.</summary>
    public string? Community { get; set; }

    /// <summary>Told with the community.</summary>
    public IReadOnlyList<ResidentStatusPeriod> Statuses { get; set; } = [];

    public int CommunityVersion { get; set; }

    public IReadOnlyList<EmergencyContact> Contacts { get; set; } = [];

    /// <summary>Unless something else is known.</summary>
    public bool IsActiveOn(LocalDate date) =>
        Statuses.All(p => p.Status == ResidentStatus.Active || p.From > date || p.To < date);
}

internal sealed class ResidentContactMapping : IEntityTypeConfiguration<ResidentContact>
{
    public void Configure(EntityTypeBuilder<ResidentContact> builder)
    {
        builder.ToTable("residents");
        builder.HasKey(r => r.ResidentId);
        builder.Property(r => r.ResidentId).ValueGeneratedNever();
        builder.Property(r => r.Community).HasMaxLength(40);
        builder.Property(r => r.Statuses).HasConversion(
            s => JsonSerializer.Serialize(s, Json.Options),
            text => JsonSerializer.Deserialize<IReadOnlyList<ResidentStatusPeriod>>(text, Json.Options)!);
        builder.Property(r => r.Contacts).HasConversion(
            c => JsonSerializer.Serialize(c, Json.Options),
            text => JsonSerializer.Deserialize<IReadOnlyList<EmergencyContact>>(text, Json.Options)!);
    }
}
