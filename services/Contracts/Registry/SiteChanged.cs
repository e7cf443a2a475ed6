using NodaTime;

namespace MealDispatch.Contracts.Registry;

/// <summary>The whole state of a site. A copy keeps the highest <see cref="Version"/> and ignores older ones.</summary>
public sealed record SiteChanged
{
    public required string Code { get; init; }

    public required int Version { get; init; }

    public required string Name { get; init; }

    public required SiteKind Kind { get; init; }

    /// <summary>The canteen that cooks for a dining table; null for a canteen.</summary>
    public required string? SuppliedBy { get; init; }

    public required string Subdistrict { get; init; }

    public required string AddressText { get; init; }

    public required string? Phone { get; init; }

    public required GeoPoint? Point { get; init; }

    /// <summary>Metres around <see cref="Point"/> that are delivered to.</summary>
    public required int DeliveryRadiusMeters { get; init; }

    /// <summary>Fen per delivery.</summary>
    public required long DeliveryFeeFen { get; init; }

    public required IReadOnlyList<SiteOrderWindow> OrderWindows { get; init; }

    public required IReadOnlyList<LocalDate> ClosedDates { get; init; }

    /// <summary>Courier providers in the order in which they are asked.</summary>
    public required IReadOnlyList<string> Couriers { get; init; }

    /// <summary>Of those couriers that the site limits; nobody in messages of before this was told.</summary>
    public IReadOnlyList<CourierLimit> CourierLimits { get; init; } = [];

    public required Instant OccurredAt { get; init; }
}

/// <summary>What a site will pay a courier, and how many of its deliveries the courier may have at once.</summary>
public sealed record CourierLimit
{
    public required string Provider { get; init; }

    /// <summary>Fen for one delivery; null for any price.</summary>
    public required long? MaxFeeFen { get; init; }

    /// <summary>Deliveries that are not over; null for any number.</summary>
    public required int? MaxLive { get; init; }
}

/// <summary>When a site takes orders for a meal period, local to the town's zone.</summary>
public sealed record SiteOrderWindow
{
    public required MealPeriod MealPeriod { get; init; }

    /// <summary>Ordering opens at the start of the day this many days before the service date.</summary>
    public required int OpensDaysBefore { get; init; }

    /// <summary>Ordering is open strictly before this time …</summary>
    public required LocalTime Cutoff { get; init; }

    /// <summary>… of the day this many days before the service date.</summary>
    public required int CutoffDaysBefore { get; init; }

    public required LocalTime ServeFrom { get; init; }

    public required LocalTime ServeTo { get; init; }

    /// <summary>Orders that the site takes for one meal.</summary>
    public required int Capacity { get; init; }
}
