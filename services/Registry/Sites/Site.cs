using MealDispatch.BuildingBlocks.Persistence;
using MealDispatch.Contracts;
using MealDispatch.Contracts.Registry;
using MealDispatch.Registry.Addresses;
using MealDispatch.Registry.Data;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace MealDispatch.Registry.Sites;

/// <summary>What an officer enters about a site; checked field by field.</summary>
internal sealed record SiteEntry
{
    public required string Name { get; init; }

    public required SiteKind Kind { get; init; }

    public required string? SuppliedBy { get; init; }

    public required string Subdistrict { get; init; }

    public required Address Address { get; init; }

    public required string? Phone { get; init; }

    public required IReadOnlyList<string> Communities { get; init; }

    public required int DeliveryRadiusMeters { get; init; }

    public required long DeliveryFeeFen { get; init; }

    public required IReadOnlyList<SiteOrderWindow> OrderWindows { get; init; }

    public required IReadOnlyList<LocalDate> ClosedDates { get; init; }

    public required IReadOnlyList<string> Couriers { get; init; }

    /// <summary>Null leaves those as they are whose couriers stay.</summary>
    public required IReadOnlyList<CourierLimit>? CourierLimits { get; init; }
}

/// <summary>Where meals are served: a canteen, or a dining table that a canteen cooks for.</summary>
internal sealed class Site
{
    public required string Code { get; init; }

    public int Version { get; private set; }

    public string Name { get; private set; } = "";

    public SiteKind Kind { get; private set; }

    /// <summary>Null for a canteen.</summary>
    public string? SuppliedBy { get; private set; }

    public string Subdistrict { get; private set; } = "";

    public string AddressText { get; private set; } = "";

    public string? Building { get; private set; }

    public string? Room { get; private set; }

    /// <summary>As given, in <see cref="Datum"/>; null without coordinates.</summary>
    public double? Lat { get; private set; }

    public double? Lng { get; private set; }

    public Datum? Datum { get; private set; }

    public string? Phone { get; private set; }

    public IReadOnlyList<string> Communities { get; private set; } = [];

    public int DeliveryRadiusMeters { get; private set; }

    public long DeliveryFeeFen { get; private set; }

    public IReadOnlyList<SiteOrderWindow> OrderWindows { get; private set; } = [];

    public IReadOnlyList<LocalDate> ClosedDates { get; private set; } = [];

    public IReadOnlyList<string> Couriers { get; private set; } = [];

    public IReadOnlyList<CourierLimit> CourierLimits { get; private set; } = [];

    public Address Address => new(AddressText, Building, Room, Lat, Lng, Datum);

    public void Enter(SiteEntry entry)
    {
        (Name, Kind, SuppliedBy, Subdistrict, Phone) = (entry.Name, entry.Kind, entry.SuppliedBy, entry.Subdistrict, entry.Phone);
        (AddressText, Building, Room) = (entry.Address.Text, entry.Address.Building, entry.Address.Room);
        (Lat, Lng, Datum) = (entry.Address.Lat, entry.Address.Lng, entry.Address.Datum);
        (Communities, DeliveryRadiusMeters, DeliveryFeeFen) = (entry.Communities, entry.DeliveryRadiusMeters, entry.DeliveryFeeFen);
        (OrderWindows, ClosedDates) = (entry.OrderWindows, entry.ClosedDates);
        Couriers = entry.Couriers;
        CourierLimits = [.. (entry.CourierLimits ?? CourierLimits).Where(limit => Couriers.Contains(limit.Provider))];
    }

    /// <summary>Counts the change and tells every service.</summary>
    public void Tell(Unit<RegistryDbContext> unit)
    {
        Version++;
        unit.Publish(
            new SiteChanged
            {
                Code = Code, Version = Version, Name = Name, Kind = Kind, SuppliedBy = SuppliedBy, Subdistrict = Subdistrict, AddressText = AddressText,
                Phone = Phone, Point = Address.Point, DeliveryRadiusMeters = DeliveryRadiusMeters, DeliveryFeeFen = DeliveryFeeFen,
                OrderWindows = OrderWindows, ClosedDates = ClosedDates, Couriers = Couriers, CourierLimits = CourierLimits, OccurredAt = unit.Now,
            },
            Code, Version);
    }
}

internal static class SiteMapping
{
    public static void Map(ModelBuilder model) => model.Entity<Site>(e =>
    {
        e.ToTable("sites");
        e.HasKey(s => s.Code);
        e.Property(s => s.Code).HasMaxLength(20);
        e.Property(s => s.Version).IsConcurrencyToken();
        e.Property(s => s.Name).HasMaxLength(100);
        e.Property(s => s.Kind).HasWord();
        e.Property(s => s.SuppliedBy).HasMaxLength(20);
        e.Property(s => s.Subdistrict).HasMaxLength(40);
        e.Property(s => s.AddressText).HasMaxLength(200);
        e.Property(s => s.Building).HasMaxLength(60);
        e.Property(s => s.Room).HasMaxLength(60);
        e.Property(s => s.Datum).HasConversion<string>().HasMaxLength(10);
        e.Property(s => s.Phone).HasMaxLength(20);
        e.Property(s => s.Communities).HasJson();
        e.Property(s => s.OrderWindows).HasJson();
        e.Property(s => s.ClosedDates).HasJson();
        e.Property(s => s.Couriers).HasJson();
        e.Property(s => s.CourierLimits).HasJson();
        e.Ignore(s => s.Address);
        e.HasIndex(s => s.SuppliedBy);
    });
}
