using MealDispatch.Contracts.Registry;
using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>An order was stored as <c>placed</c>; Subsidy decides on it next.</summary>
public sealed record OrderPlaced
{
    public required Guid OrderId { get; init; }

    /// <summary>The number that people read.</summary>
    public required string Number { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>The resident as Ordering knew them at placement: the facts that the decision is pinned to.</summary>
    public required LocalDate BirthDate { get; init; }

    public required ResidentStatus StatusOnServiceDate { get; init; }

    public required IReadOnlyList<ResidentCategory> Categories { get; init; }

    public required string Subdistrict { get; init; }

    public required string? Community { get; init; }

    /// <summary>The site that serves; ledger and settlement use it.</summary>
    public required string SiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    /// <summary>Fen; the sum of all lines before any subsidy.</summary>
    public required long FoodFen { get; init; }

    /// <summary>Fen; 0 unless delivered.</summary>
    public required long DeliveryFeeFen { get; init; }

    /// <summary>The person who placed it.</summary>
    public required Guid PlacedBy { get; init; }

    /// <summary>As whom they placed it; null in messages of before this was told.</summary>
    public OrderedBy? OrderedBy { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>As whom somebody placed an order.</summary>
public enum OrderedBy
{
    Resident,
    Family,
    Staff,
}
