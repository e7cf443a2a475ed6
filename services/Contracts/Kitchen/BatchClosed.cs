using NodaTime;

namespace MealDispatch.Contracts.Kitchen;

/// <summary>A kitchen's batch (or a supplementary wave of it) is closed and its tickets are numbered.</summary>
public sealed record BatchClosed
{
    public required Guid BatchId { get; init; }

    public required string KitchenSiteCode { get; init; }

    public required LocalDate ServiceDate { get; init; }

    public required MealPeriod MealPeriod { get; init; }

    /// <summary>1 for the batch of the cutoff, then 2, 3 … for supplementary waves.</summary>
    public required int Wave { get; init; }

    public required IReadOnlyList<BatchTicket> Tickets { get; init; }

    public required Instant OccurredAt { get; init; }
}

/// <summary>The ticket of one order.</summary>
public sealed record BatchTicket
{
    public required Guid OrderId { get; init; }

    public required Guid ResidentId { get; init; }

    /// <summary>The site that serves.</summary>
    public required string SiteCode { get; init; }

    /// <summary>Unique, like <c>HX01-20250625-L-012</c>.</summary>
    public required string TicketCode { get; init; }

    /// <summary>Lower-case hex SHA-256 of the token in the bag's QR 骑手反馈; null when the meal is not delivered.</summary>
    public required string? CareTokenHash { get; init; }
}
