using NodaTime;

namespace MealDispatch.Contracts.Ordering;

/// <summary>The cutoff of one site and meal has passed and every order placed before it is settled.</summary>
public sealed record OrderWindowClosed
{
    public required string SiteCode { get; init; }

    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>The orders that were confirmed at that moment; what is served at the counter without an order ahead is not among them.</summary>
    public required IReadOnlyList<Guid> OrderIds { get; init; }

    public required Instant OccurredAt { get; init; }
}
