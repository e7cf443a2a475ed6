using MealDispatch.Contracts;
using MealDispatch.Ordering.Residents;
using MealDispatch.Ordering.Sites;
using NodaTime;

namespace MealDispatch.Ordering.Orders;

/// <summary>Everything that is known about an order in the moment it is placed.</summary>
internal sealed record PlacedOrder
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public required Resident Resident { get; init; }

    public required Site Site { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    public required Fulfilment Fulfilment { get; init; }

    public required IReadOnlyList<OrderLine> Lines { get; init; }

    public required long FoodFen { get; init; }

    public required long DeliveryFeeFen { get; init; }

    public required PaymentMethod PaymentMethod { get; init; }

    public string? Remark { get; init; }

    public long? ExpectedPayableFen { get; init; }

    public string? LateReason { get; init; }

    public required Guid PlacedBy { get; init; }

    /// <summary>In the timeline's words.</summary>
    public required string By { get; init; }

    public required Instant Now { get; init; }

    public required DateTime RealNow { get; init; }

    public required Instant CutoffAt { get; init; }

    public required Instant ServeFrom { get; init; }

    public required Instant ServeTo { get; init; }

    public required bool AfterCutoff { get; init; }

    /// <summary>Null unless it is served at the counter at once.</summary>
    public CounterService? Counter { get; init; }
}
