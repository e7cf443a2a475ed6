using MealDispatch.BuildingBlocks.Messaging;
using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Dispatch.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace MealDispatch.Dispatch.Residents;

/// <summary>The door and the phone of a resident: nothing about health.</summary>
internal sealed class ResidentContact
{
    public required Guid ResidentId { get; init; }

    public int Version { get; set; }

    /// <summary>What riders get to see: the first character, then **.</summary>
    public required string ShortName { get; set; }

    public string? Phone { get; set; }

    public required string Address { get; set; }

    /// <summary>WGS-84 degrees; null when the address has no coordinates.</summary>
    public double? Lat { get; set; }

    public double? Lng { get; set; }

    public GeoPoint? Point => Lat is { } lat && Lng is { } lng ? new GeoPoint(lat, lng) : null;

    public static string Shorten(string name) =>
        name.EnumerateRunes().FirstOrDefault() is var first && first.Value != 0 ? $"{first}**" : "**";

    public static string Door(string address, string? building, string? room) =>
        string.Join(' ', new[] { address, building, room }.Where(part => !string.IsNullOrWhiteSpace(part)));
}

internal sealed class ResidentContactChangedConsumer : IConsume<ResidentContactChanged, DispatchDbContext>
{
    public async Task ConsumeAsync(ResidentContactChanged message, Unit<DispatchDbContext> unit, CancellationToken ct)
    {
        var contact = await unit.Db.ResidentContacts.FindAsync([message.ResidentId], ct);
        if (contact is null)
            unit.Db.ResidentContacts.Add(contact = new ResidentContact { ResidentId = message.ResidentId, ShortName = "", Address = "" });
        else if (contact.Version >= message.Version)
            return;
        contact.Version = message.Version;
        contact.ShortName = ResidentContact.Shorten(message.Name);
        contact.Phone = message.Phone;
        contact.Address = ResidentContact.Door(message.AddressText, message.Building, message.Room);
        contact.Lat = message.Point?.Lat;
        contact.Lng = message.Point?.Lng;
    }
}

internal sealed class ResidentContactMapping : IEntityTypeConfiguration<ResidentContact>
{
    public void Configure(EntityTypeBuilder<ResidentContact> builder)
    {
        builder.ToTable("resident_contacts");
        builder.HasKey(r => r.ResidentId);
        builder.Property(r => r.ResidentId).ValueGeneratedNever();
        builder.Property(r => r.ShortName).HasMaxLength(20);
        builder.Property(r => r.Phone).HasMaxLength(64);
        builder.Property(r => r.Address).HasMaxLength(600);
    }
}
